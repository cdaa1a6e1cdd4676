package io.webhookcourier.routefiles;

import io.webhookcourier.attempt.DeliveredKeys;
import io.webhookcourier.attempt.EventRoute;
import io.webhookcourier.attempt.FailureClauses;
import io.webhookcourier.attempt.FailureRules;
import io.webhookcourier.attempt.InProcessRetries;
import io.webhookcourier.attempt.MarkDuplicate;
import io.webhookcourier.attempt.ToProvider;
import io.webhookcourier.config.Settings;
import io.webhookcourier.config.SettingsLoader;
import io.webhookcourier.crm.CrmSettingsCache;
import io.webhookcourier.crm.CrmSteps;
import io.webhookcourier.crm.CrmUrl;
import io.webhookcourier.crm.LookUpsAlone;
import io.webhookcourier.delivery.ClaimedEvent;
import io.webhookcourier.delivery.DeliveryAttempt;
import io.webhookcourier.delivery.OutcomeRules;
import io.webhookcourier.delivery.Verdict;
import io.webhookcourier.egress.DeliveryHttpClient;
import io.webhookcourier.egress.EgressPolicy;
import io.webhookcourier.egress.EndpointUrl;
import io.webhookcourier.egress.HttpClientOptions;
import io.webhookcourier.egress.UrlReading;
import io.webhookcourier.routemodel.ProviderRoutes;
import io.webhookcourier.routemodel.RouteFile;
import io.webhookcourier.runtime.RuntimeFacts;
import io.webhookcourier.signing.LimitPayload;
import io.webhookcourier.signing.SignRequest;
import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.Scene;
import io.webhookcourier.support.TestDatabase;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.spi.Registry;
import org.apache.camel.test.main.junit5.CamelMainTestSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The shipped route files in Camel Main, with the service's own beans, a real database and a real receiver. */
public abstract class RouteFixture extends CamelMainTestSupport {

    static final TestDatabase DATABASE = TestDatabase.create();

    final Receiver receiver = Receiver.start();

    /** Names that were looked up; each leads to the receiver's host. */
    final List<String> lookedUp = new CopyOnWriteArrayList<>();

    private RouteLoader loader;
    private final Settings settings = settings();
    private final EgressPolicy egress = EgressPolicy.of(settings.egress(), List.of());
    private final DeliveryHttpClient client = new DeliveryHttpClient(HttpClientOptions.of(settings), egress, name -> {
        lookedUp.add(name);
        return new InetAddress[] {InetAddress.getByName("127.0.0.1")};
    });

    @Override
    protected void configure(MainConfigurationProperties configuration) {
        configuration.setRoutesCollectorEnabled(false);
    }

    @BeforeEach
    void loadRoutes() {
        loader = new RouteLoader(context(), new RequiredRoutes(List.of("CRM")));
        loader.replaceBy(ShippedRoutes.all(), Set.of());
    }

    /** Replaces one of the shipped files, as a reload does. */
    void replace(String fileName, String text) {
        List<RouteFile> files = new ArrayList<>(ShippedRoutes.all());
        files.replaceAll(file -> file.fileName().equals(fileName)
                ? new RouteFile("routes/" + fileName, text.getBytes(StandardCharsets.UTF_8))
                : file);
        loader.replaceBy(files, Set.of());
    }

    static String shipped(String fileName) {
        return new String(ShippedRoutes.named(fileName).content(), StandardCharsets.UTF_8);
    }

    @Override
    protected String getPropertyPlaceholderLocations() {
        return "file:application.properties";
    }

    @Override
    protected void bindToRegistry(Registry registry) {
        FailureRules rules = new FailureRules(new OutcomeRules(InstantSource.system(), SQLException.class::isInstance));
        registry.bind("dataSource", DATABASE.dataSource());
        registry.bind("http", guarded(new HttpComponent()));
        registry.bind("https", guarded(new HttpComponent()));
        registry.bind("deliveredKeys", new DeliveredKeys(DATABASE.dataSource()));
        registry.bind("inProcessRetries", InProcessRetries.policy(1));
        registry.bind("markDuplicate", new MarkDuplicate());
        registry.bind("toProvider", (Processor) exchange ->
                new ToProvider(exchange.getContext(), new ProviderRoutes(exchange.getContext())).process(exchange));
        FailureClauses.of(rules).forEach(registry::bind);
        registry.bind("limitPayload", new LimitPayload(settings.delivery().payloadLimit()));
        registry.bind("signRequest", new SignRequest("x-zrg-", "webhook-courier/test", InstantSource.system()));
        CrmSettingsCache crmSettings =
                LookUpsAlone.cache(workspace -> new CrmSettingsLookUp(context()).apply(workspace), System::nanoTime);
        CrmSteps crm = new CrmSteps(crmSettings, url -> {
            UrlReading reading = EndpointUrl.read(url, egress);
            return new CrmUrl(reading.url() == null ? null : reading.url().url(), reading.problem());
        });
        registry.bind("readCrmEvent", (Processor) crm::readEvent);
        registry.bind("findCrmSettings", (Processor) crm::findSettings);
        registry.bind("checkCrmSettings", (Processor) crm::checkSettings);
        registry.bind("checkCrmLead", (Processor) crm::checkLead);
        registry.bind("takeCrmRow", (Processor) crm::takeRow);
        registry.bind("buildCrmEnvelope", (Processor) crm::buildEnvelope);
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
        client.close();
    }

    /** A fresh workspace that wants all events at the receiver. */
    String workspace() {
        String workspace = "ws-" + UUID.randomUUID();
        DATABASE.insertWorkspace(workspace, receiver.url(), Scene.SECRET, "lead_created", "crm_row_updated");
        return workspace;
    }

    static ClaimedEvent event(String workspace, String raw) {
        Instant now = Instant.now();
        String id = UUID.randomUUID().toString();
        return new ClaimedEvent(
                id, "CRM", "lead_created", "key-" + id, workspace, raw, 1, 8, now, now, "w/b/" + UUID.randomUUID());
    }

    /** Sends an attempt's exchange, as the service makes it, to a route. */
    Exchange send(String route, DeliveryAttempt attempt, Map<String, Object> properties) {
        Exchange exchange = context().getEndpoint("direct:" + route).createExchange(ExchangePattern.InOnly);
        exchange.setProperty(DeliveryAttempt.PROPERTY, attempt);
        exchange.setProperty(EventRoute.EVENT, attempt.event());
        properties.forEach(exchange::setProperty);
        exchange.getIn().setBody(attempt.event().raw());
        return template().send("direct:" + route, exchange);
    }

    /** What a route made of an event. */
    Verdict verdict(String route, ClaimedEvent event) {
        DeliveryAttempt attempt = attempt(event);
        send(route, attempt, Map.of());
        return attempt.verdict();
    }

    /** Posts a body, signed. */
    DeliveryAttempt post(DeliveryAttempt attempt, String body, String url) {
        Exchange exchange = context().getEndpoint("direct:post-webhook").createExchange(ExchangePattern.InOnly);
        exchange.setProperty(DeliveryAttempt.PROPERTY, attempt);
        exchange.setProperty(SignRequest.KEY_PROPERTY, "secret");
        exchange.getIn().setHeader(Exchange.HTTP_URI, url);
        exchange.getIn().setBody(body);
        template().send("direct:post-webhook", exchange);
        return attempt;
    }

    static DeliveryAttempt attempt(ClaimedEvent event) {
        long now = System.nanoTime();
        return new DeliveryAttempt(
                event, Instant.now(), now, now + Duration.ofSeconds(10).toNanos(), () -> {});
    }

    private HttpComponent guarded(HttpComponent component) {
        client.configure(component);
        return component;
    }

    private static Settings settings() {
        Map<String, String> environment =
                Map.of("COURIER_EGRESS_ALLOW_HTTP", "true", "COURIER_EGRESS_ALLOWED_NETWORKS", "127.0.0.0/8");
        return SettingsLoader.load(Path.of("no.properties"), environment, RuntimeFacts.ofThisProcess())
                .settings();
    }
}
