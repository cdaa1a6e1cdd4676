package io.webhookcourier.egress;

import io.webhookcourier.runtime.BuildInfo;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.IdleConnectionEvictor;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The HTTP client of every delivery, and of every other HTTP step in the routes: one connection pool behind the egress
 * guard (contract, section 6), with a deadline over each attempt and bounds on each response (sections 2 and 5).
 *
 * <p>Guaranteed for each endpoint of a configured component, with any options of the endpoint's URI: no connection
 * to an address that was not checked, no proxy, no redirect, no repetition, no cookie, no decompression.
 */
public final class DeliveryHttpClient implements AutoCloseable {

    /** With {@link #SWEEP} a kept connection is gone within the contract's 60 s. */
    private static final Duration KEPT_FOR = Duration.ofSeconds(58);

    private static final TimeValue SWEEP = TimeValue.ofSeconds(1);
    /** How much longer than an attempt a wait for a connection may take: the attempt's own deadline comes first. */
    private static final Duration LEASE_MARGIN = Duration.ofSeconds(1);

    /** A receiver that is delivered to now and then has a session long after its connection. */
    private static final int SESSIONS_PER_CONNECTION = 4;

    private static final int HEADER_LINE_BYTES = 8_192;
    private static final int HEADERS = 100;

    /** For those that are kept at any position. */
    private static final int MORE_HEADERS = 32;

    /** A head and a body that fit into it leave in one write. */
    private static final int WRITE_BUFFER = 8_192;

    private final HttpClientOptions options;
    private final EgressPolicy policy;
    private final NameLookups lookups;
    private final DeadlineWatch watch = new DeadlineWatch();
    private final TlsClose tlsClose = new TlsClose(watch);
    private final PoolingHttpClientConnectionManager connections;
    private final IdleConnectionEvictor evictor;

    /**
     * @param policy where deliveries may go
     * @param resolver looks names up, once for each connection
     */
    public DeliveryHttpClient(HttpClientOptions options, EgressPolicy policy, HostResolver resolver) {
        this(options, policy, resolver, KEPT_FOR);
    }

    DeliveryHttpClient(HttpClientOptions options, EgressPolicy policy, HostResolver resolver, Duration keptFor) {
        this.options = options;
        this.policy = policy;
        this.lookups = new NameLookups(resolver, options.timeout());
        this.connections = connections(keptFor);
        this.evictor = new IdleConnectionEvictor(connections, SWEEP, null);
        evictor.start();
    }

    private PoolingHttpClientConnectionManager connections(Duration keptFor) {
        Http1Config http1 = Http1Config.custom()
                .setBufferSize(WRITE_BUFFER)
                .setMaxLineLength(HEADER_LINE_BYTES)
                .setMaxHeaderCount(HEADERS + MORE_HEADERS)
                .build();
        ConnectionBounds bounds =
                ConnectionBounds.of(options.concurrency(), options.keptConnections(), ConnectionBounds.descriptors());
        GuardedConnectionOperator operator = new GuardedConnectionOperator(
                new AddressGate(policy, lookups),
                new TlsUpgrade(TrustAnchors.context(options.tls()), SESSIONS_PER_CONNECTION * bounds.total()));
        PoolingHttpClientConnectionManager manager = new PoolingHttpClientConnectionManager(
                operator,
                PoolConcurrencyPolicy.STRICT,
                PoolReusePolicy.LIFO,
                TimeValue.NEG_ONE_MILLISECOND,
                socket -> new GuardedConnection(http1, HEADERS, tlsClose));
        manager.setMaxTotal(bounds.total());
        manager.setDefaultMaxPerRoute(bounds.inUse());
        manager.setDefaultConnectionConfig(ConnectionConfig.custom()
                .setTimeToLive(keptFor.toMillis(), TimeUnit.MILLISECONDS)
                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                .build());
        return manager;
    }

    /** Sets up a component before its first endpoint is made; meant for {@code http} and {@code https} both. */
    public void configure(HttpComponent component) {
        component.setClientConnectionManager(connections);
        component.setHttpClientConfigurer(this::configure);
        component.setHttpActivityListener(new ExchangeInContext());
        component.setHeaderFilterStrategy(new OutgoingHeaders(options.headerPrefix(), options.headers()));
        component.setUserAgent(BuildInfo.userAgent());
        component.setCopyHeaders(false);
        component.setSkipResponseHeaders(true);
        component.setUseSystemProperties(false);
        component.setFollowRedirects(false);
    }

    /** Runs after the options of the endpoint's URI were applied, so that none of them can undo this. */
    private void configure(HttpClientBuilder builder) {
        builder.setConnectionManager(connections)
                .setConnectionManagerShared(true)
                .setRoutePlanner(new DefaultRoutePlanner(null))
                .setDefaultRequestConfig(requestConfig())
                .setRequestExecutor(new BoundedExchange(options.responseLimit()))
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableConnectionState()
                .addExecInterceptorFirst("courier-attempt", new AttemptHandler(policy, watch, options.timeout()))
                .addExecInterceptorLast("courier-send-check", new SendCheck());
    }

    private RequestConfig requestConfig() {
        return RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(options.timeout().plus(LEASE_MARGIN)))
                .setAuthenticationEnabled(false)
                .setRedirectsEnabled(false)
                .setExpectContinueEnabled(false)
                .setContentCompressionEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build();
    }

    /** How many receivers there is anything in memory about. */
    int routes() {
        return connections.getRoutes().size();
    }

    /** Ends what is in flight; requests after it fail. */
    @Override
    public void close() {
        evictor.shutdown();
        connections.close();
        tlsClose.close();
        watch.close();
        lookups.close();
    }
}
