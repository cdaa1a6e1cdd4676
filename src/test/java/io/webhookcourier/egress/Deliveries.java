package io.webhookcourier.egress;

import io.webhookcourier.config.Settings;
import io.webhookcourier.delivery.ClaimedEvent;
import io.webhookcourier.delivery.DeliveryAttempt;
import io.webhookcourier.delivery.SendCondition;
import io.webhookcourier.delivery.SignedRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel context with the delivery client behind both components, and one route as a provider's YAML has it. */
final class Deliveries implements AutoCloseable {

    static final List<CidrBlock> LOOPBACK = List.of(CidrBlock.parse("127.0.0.0/8"));
    static final Duration LONG = Duration.ofSeconds(20);
    static final Duration SHORT = Duration.ofMillis(400);
    static final int CONCURRENCY = 8;
    static final int KEPT = 500;
    static final int RESPONSE_LIMIT = 16_384;
    static final String BODY = "{\"eventId\":\"evt-1\"}";

    private static final String OPTIONS = "?httpMethod=POST&throwExceptionOnFailure=false&ignoreResponseBody=true";

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final DeliveryHttpClient client;
    private final ProducerTemplate template;
    private final Duration timeout;

    private Deliveries(Builder from) throws Exception {
        timeout = from.timeout;
        client = new DeliveryHttpClient(
                new HttpClientOptions(
                        timeout, CONCURRENCY, from.kept, RESPONSE_LIMIT, "x-zrg-", from.headers, from.tls),
                from.policy,
                from.resolver,
                from.keptFor);
        for (String scheme : List.of("http", "https")) {
            HttpComponent component = new HttpComponent();
            client.configure(component);
            camel.addComponent(scheme, component);
        }
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:deliver").to("https://endpoint.invalid" + OPTIONS + from.options);
                from("direct:look-up").to("https://endpoint.invalid?httpMethod=GET");
            }
        });
        camel.start();
        template = camel.createProducerTemplate();
    }

    static final class Builder {

        private Duration timeout = LONG;
        private EgressPolicy policy = new EgressPolicy(true, LOOPBACK, List.of());
        private HostResolver resolver = name -> new InetAddress[] {InetAddress.getByName("127.0.0.1")};
        private Settings.Tls tls = new Settings.Tls(null, null);
        private String options = "";
        private List<String> headers = List.of();
        private Duration keptFor = Duration.ofSeconds(58);
        private int kept = KEPT;

        Builder sending(String... names) {
            headers = List.of(names);
            return this;
        }

        Builder within(Duration limit) {
            timeout = limit;
            return this;
        }

        Builder policy(EgressPolicy other) {
            policy = other;
            return this;
        }

        Builder resolver(HostResolver other) {
            resolver = other;
            return this;
        }

        Builder tls(Settings.Tls other) {
            tls = other;
            return this;
        }

        Builder keeping(Duration connections) {
            keptFor = connections;
            return this;
        }

        /** Besides {@link #CONCURRENCY}. */
        Builder keeping(int connections) {
            kept = connections;
            return this;
        }

        /** More options of the endpoint's URI, as a user may write them. */
        Builder options(String more) {
            options = more;
            return this;
        }

        Deliveries start() throws Exception {
            return new Deliveries(this);
        }
    }

    static Builder with() {
        return new Builder();
    }

    /** @param millis from the start of the exchange to its end */
    record Result(DeliveryAttempt attempt, Exchange exchange, long millis) {

        Exception failure() {
            return exchange.getException();
        }
    }

    Result deliver(String url) {
        return deliver(url, Map.of(), BODY);
    }

    Result deliver(String url, Map<String, Object> headers, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        DeliveryAttempt attempt = attempt(timeout, () -> {});
        return send("direct:deliver", url, signed(headers, attempt, bytes), bytes, attempt);
    }

    /** The headers, and what the signing step leaves beside them. */
    static Map<String, Object> signed(Map<String, Object> headers, DeliveryAttempt attempt, byte[] body) {
        Map<String, Object> all = new HashMap<>(headers);
        all.put(SignedRequest.HEADER, new SignedRequest(attempt, body, SendCondition.NONE));
        return all;
    }

    Result send(String route, String url, Map<String, Object> headers, Object body, DeliveryAttempt attempt) {
        long start = System.nanoTime();
        Exchange exchange = template.send(route, it -> {
            it.setProperty(DeliveryAttempt.PROPERTY, attempt);
            it.getMessage().setHeader(Exchange.HTTP_URI, url);
            it.getMessage().getHeaders().putAll(headers);
            it.getMessage().setBody(body);
        });
        return new Result(
                attempt, exchange, Duration.ofNanos(System.nanoTime() - start).toMillis());
    }

    /** Receivers that the client has a connection to, or a note of. */
    int routes() {
        return client.routes();
    }

    static DeliveryAttempt attempt(Duration timeout, Runnable leaseCheck) {
        Instant now = Instant.parse("2026-01-02T03:04:05Z");
        ClaimedEvent event = new ClaimedEvent(
                "evt-1", "CRM", "lead_created", "crm:lead_created:1", "w1", "{}", 1, 10, now, now, "token");
        long nanos = System.nanoTime();
        return new DeliveryAttempt(event, now, nanos, nanos + timeout.toNanos(), leaseCheck);
    }

    static InetAddress[] addresses(String... texts) throws UnknownHostException {
        InetAddress[] addresses = new InetAddress[texts.length];
        for (int i = 0; i < texts.length; i++) {
            addresses[i] = InetAddress.getByName(texts[i]);
        }
        return addresses;
    }

    @Override
    public void close() {
        camel.stop();
        client.close();
    }
}
