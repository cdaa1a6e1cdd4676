package io.webhookcourier.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookcourier.config.Settings;
import io.webhookcourier.crm.CrmEnvelope;
import io.webhookcourier.crm.CrmSettings;
import io.webhookcourier.delivery.ClaimedEvent;
import io.webhookcourier.delivery.DeliveryAttempt;
import io.webhookcourier.delivery.OutcomeRules;
import io.webhookcourier.delivery.Verdict;
import io.webhookcourier.egress.DeliveryHttpClient;
import io.webhookcourier.egress.EgressPolicy;
import io.webhookcourier.egress.HostResolver;
import io.webhookcourier.egress.HttpClientOptions;
import io.webhookcourier.routefiles.CrmSettingsLookUp;
import io.webhookcourier.runtime.BuildInfo;
import io.webhookcourier.signing.IsoTimestamp;
import io.webhookcourier.signing.SignRequest;
import io.webhookcourier.signing.SigningKey;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Sends single test events to an endpoint, signed as deliveries are and through the same guarded client, without a
 * running service and without touching the queue.
 */
public final class EndpointTrial implements AutoCloseable {

    /**
     * @param deliveryId what the receiver saw as the delivery's id
     * @param verdict what would have been recorded for a delivery
     */
    public record Result(String deliveryId, Verdict verdict, long tookMillis) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Settings settings;
    private final DeliveryHttpClient client;
    private final DefaultCamelContext context;
    private final ProducerTemplate template;

    private EndpointTrial(Settings settings, DeliveryHttpClient client, DefaultCamelContext context) {
        this.settings = settings;
        this.client = client;
        this.context = context;
        this.template = context.createProducerTemplate();
    }

    /** @param dataSource for {@link #webhookOf}; null where that is not asked */
    public static EndpointTrial open(Settings settings, EgressPolicy egress, DataSource dataSource) {
        DeliveryHttpClient client =
                new DeliveryHttpClient(HttpClientOptions.of(settings), egress, HostResolver.system());
        DefaultCamelContext context = new DefaultCamelContext();
        context.disableJMX();
        for (String scheme : List.of("http", "https")) {
            HttpComponent component = new HttpComponent();
            client.configure(component);
            context.addComponent(scheme, component);
        }
        SignRequest sign =
                new SignRequest(settings.crm().headerPrefix(), BuildInfo.userAgent(), InstantSource.system());
        try {
            context.addRoutes(sending(sign));
            if (dataSource != null) {
                context.getRegistry().bind("dataSource", dataSource);
                context.addRoutes(lookingUp());
            }
            context.start();
        } catch (Exception e) {
            throw new IllegalStateException("the trial's routes do not start", e);
        }
        return new EndpointTrial(settings, client, context);
    }

    /** The webhook of a workspace as the application's table has it. */
    public CrmSettings webhookOf(String workspaceId) {
        return new CrmSettingsLookUp(context).apply(workspaceId);
    }

    /**
     * Posts one event with a lead that does not exist.
     *
     * @param url as {@code EndpointUrl} writes it
     */
    public Result send(String url, SigningKey key, String eventType, String workspaceId) {
        String id = "test-" + UUID.randomUUID();
        Instant now = Instant.now();
        long startedNanos = System.nanoTime();
        ClaimedEvent event = new ClaimedEvent(
                id, "CRM", eventType, "test:" + id, workspaceId, null, 1, 1, now, now, "endpoints check");
        DeliveryAttempt attempt = new DeliveryAttempt(
                event,
                now,
                startedNanos,
                startedNanos + settings.delivery().timeout().toNanos(),
                () -> {});
        Exchange sent = template.send("direct:post-test-event", exchange -> {
            exchange.setProperty(DeliveryAttempt.PROPERTY, attempt);
            exchange.setProperty(SignRequest.KEY_PROPERTY, key);
            exchange.getIn().setHeader(Exchange.HTTP_URI, url);
            exchange.getIn().setBody(body(event));
        });
        OutcomeRules rules = new OutcomeRules(InstantSource.system(), SQLException.class::isInstance);
        Verdict verdict =
                attempt.statusCode() != null ? rules.ofAnswer(attempt) : rules.ofFailure(sent.getException(), attempt);
        return new Result(id, verdict, (System.nanoTime() - startedNanos) / 1_000_000);
    }

    @Override
    public void close() {
        context.stop();
        client.close();
    }

    private static RouteBuilder sending(SignRequest sign) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:post-test-event")
                        .errorHandler(noErrorHandler())
                        .process(sign)
                        .to("https:webhook?httpMethod=POST&ignoreResponseBody=true");
            }
        };
    }

    private static RouteBuilder lookingUp() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:look-up-crm-settings")
                        .errorHandler(noErrorHandler())
                        .to("sql:classpath:sql/look-up-crm-settings.sql?dataSource=#dataSource&outputType=SelectOne");
            }
        };
    }

    private static String body(ClaimedEvent event) {
        try {
            return JSON.writeValueAsString(new CrmEnvelope(
                    event.id(),
                    event.eventType(),
                    IsoTimestamp.of(event.createdAt()),
                    event.dedupeKey(),
                    event.workspaceId(),
                    "test-lead",
                    null,
                    null,
                    "webhook-courier endpoints check",
                    "{\"test\":true}"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
