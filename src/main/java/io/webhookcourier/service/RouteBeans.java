package io.webhookcourier.service;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.webhookcourier.attempt.DeliveredKeys;
import io.webhookcourier.attempt.FailureClauses;
import io.webhookcourier.attempt.FailureRules;
import io.webhookcourier.attempt.InProcessRetries;
import io.webhookcourier.attempt.MarkDuplicate;
import io.webhookcourier.claim.ClaimRoutes;
import io.webhookcourier.config.Settings;
import io.webhookcourier.crm.CrmSteps;
import io.webhookcourier.crm.CrmUrl;
import io.webhookcourier.egress.EgressPolicy;
import io.webhookcourier.egress.EndpointUrl;
import io.webhookcourier.egress.UrlReading;
import io.webhookcourier.queue.QueueTable;
import io.webhookcourier.routefiles.ZonelessRows;
import io.webhookcourier.runtime.BuildInfo;
import io.webhookcourier.signing.LimitPayload;
import io.webhookcourier.signing.SignRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

/** The beans that route files may name; docs/extending.md lists them. */
final class RouteBeans {

    static final String DATA_SOURCE = "dataSource";
    private static final String ROW_MAPPERS = "rowMapperFactory";
    private static final String DELIVERED_KEYS = "deliveredKeys";
    private static final String IN_PROCESS_RETRIES = "inProcessRetries";

    /** What the processors are made of. */
    private record Ingredients(RouteCalls calls, Settings settings, InstantSource clock, CrmSteps crm) {}

    /** All others, by name. */
    private static final Map<String, Function<Ingredients, Processor>> PROCESSORS = Map.of(
            "markDuplicate", of -> new MarkDuplicate(),
            "toProvider", of -> of.calls().toProvider(),
            "limitPayload", of -> new LimitPayload(of.settings().delivery().payloadLimit()),
            "signRequest", of -> new SignRequest(of.settings().crm().headerPrefix(), BuildInfo.userAgent(), of.clock()),
            "readCrmEvent", of -> of.crm()::readEvent,
            "findCrmSettings", of -> of.crm()::findSettings,
            "checkCrmSettings", of -> of.crm()::checkSettings,
            "checkCrmLead", of -> of.crm()::checkLead,
            "takeCrmRow", of -> of.crm()::takeRow,
            "buildCrmEnvelope", of -> of.crm()::buildEnvelope);

    /** All names that a user's bean cannot have, sorted. */
    static final List<String> TAKEN = Stream.concat(
                    Stream.of(
                            DATA_SOURCE,
                            ROW_MAPPERS,
                            DELIVERED_KEYS,
                            IN_PROCESS_RETRIES,
                            ClaimRoutes.statementOf(QueueTable.APPLICATION),
                            "metricsRegistry",
                            "vertx"),
                    Stream.concat(PROCESSORS.keySet().stream(), FailureClauses.NAMES.stream()))
            .sorted()
            .toList();

    private static final int REMEMBERED_URLS = 10_000;

    private RouteBeans() {}

    static void bind(
            CamelContext context,
            DataSource dataSource,
            Settings settings,
            InstantSource clock,
            FailureRules rules,
            EgressPolicy egress,
            RouteCalls calls) {
        Registry registry = context.getRegistry();
        registry.bind(DATA_SOURCE, dataSource);
        registry.bind(ROW_MAPPERS, new ZonelessRows());
        registry.bind(DELIVERED_KEYS, new DeliveredKeys(dataSource));
        registry.bind(
                IN_PROCESS_RETRIES, InProcessRetries.policy(settings.retry().inProcess()));
        FailureClauses.of(rules).forEach(registry::bind);
        Ingredients ingredients = new Ingredients(
                calls, settings, clock, new CrmSteps(calls.crmSettings().cache(), endpoints(egress)));
        PROCESSORS.forEach((name, made) -> registry.bind(name, made.apply(ingredients)));
    }

    /** The same names, for routes that are loaded and never run. */
    static void bindStandIns(Registry registry, DataSource dataSource) {
        registry.bind(DATA_SOURCE, dataSource);
        registry.bind(ROW_MAPPERS, new ZonelessRows());
        registry.bind(DELIVERED_KEYS, new MemoryIdempotentRepository());
        registry.bind(IN_PROCESS_RETRIES, InProcessRetries.policy(1));
        Processor nothing = exchange -> {};
        Stream.concat(PROCESSORS.keySet().stream(), FailureClauses.NAMES.stream())
                .forEach(name -> registry.bind(name, Processor.class, nothing));
    }

    /** What a URL comes to depends on the URL alone, and the same few come again and again. */
    private static Function<String, CrmUrl> endpoints(EgressPolicy egress) {
        LoadingCache<String, CrmUrl> known = Caffeine.newBuilder()
                .maximumSize(REMEMBERED_URLS)
                .build(url -> {
                    UrlReading reading = EndpointUrl.read(url, egress);
                    return new CrmUrl(
                            reading.url() == null ? null : reading.url().url(), reading.problem());
                });
        return known::get;
    }
}
