package io.webhookcourier.support;

import io.webhookcourier.config.LoadedSettings;
import io.webhookcourier.config.SettingsLoader;
import io.webhookcourier.runtime.RuntimeFacts;
import io.webhookcourier.service.CourierService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.AdviceWithRouteBuilder;
import org.apache.camel.util.function.ThrowingConsumer;

/** The service in this process, on ports of its own, that may deliver to 127.0.0.1. */
public final class RunningCourier implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final CourierService service;
    private final CamelContext context;
    private final int managementPort;
    private final int httpPort;

    private RunningCourier(CourierService service, CamelContext context, int managementPort, int httpPort) {
        this.service = service;
        this.context = context;
        this.managementPort = managementPort;
        this.httpPort = httpPort;
    }

    /** With the shipped routes. */
    public static RunningCourier start(TestDatabase database, Map<String, String> settings) {
        return start(database.jdbcUrl(), settings);
    }

    /** With the shipped routes. */
    public static RunningCourier start(String jdbcUrl, Map<String, String> settings) {
        return start(jdbcUrl, settings, RouteFolder.WITHOUT_ROUTES);
    }

    /**
     * @param settings beside those that tests need, or instead of them
     * @param workingFolder holds {@code routes/}
     */
    public static RunningCourier start(String jdbcUrl, Map<String, String> settings, Path workingFolder) {
        int[] ports = twoFreePorts();
        int managementPort = ports[0];
        int httpPort = ports[1];
        Map<String, String> all = new LinkedHashMap<>();
        all.put("courier.database.url", jdbcUrl);
        all.put("courier.database.username", "postgres");
        all.put("courier.database.pool-size", "5");
        all.put("courier.queue.poll-interval", "50ms");
        all.put("courier.delivery.concurrency", "32");
        all.put("courier.egress.allow-http", "true");
        all.put("courier.egress.allowed-networks", "127.0.0.0/8");
        all.put("courier.http.port", Integer.toString(httpPort));
        all.put("courier.management.port", Integer.toString(managementPort));
        all.put("courier.demo", "false");
        all.putAll(settings);
        try (StartedContexts contexts = StartedContexts.watch()) {
            CourierService service = CourierService.start(load(all), workingFolder);
            return new RunningCourier(service, contexts.named("webhook-courier"), managementPort, httpPort);
        }
    }

    /**
     * Changes a route by Camel's {@code adviceWith}, until the next reload. No event may be under way.
     *
     * @param change such as {@code route -> route.weaveById("ask-crm").replace().setBody(constant("{}"))}
     */
    public void advise(String routeId, ThrowingConsumer<AdviceWithRouteBuilder, Exception> change) {
        try {
            AdviceWith.adviceWith(context, routeId, false, change);
        } catch (Exception e) {
            throw new IllegalStateException("route " + routeId + " cannot be changed", e);
        }
    }

    /** What Prometheus would see. */
    public String metrics() {
        return get("/observe/metrics").body();
    }

    /** The value of one sample, written as Prometheus shows it; 0 when there is none. */
    public double metric(String sample) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(sample + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(sample.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    /** Where the management port is, without a slash at the end. */
    public String managementUrl() {
        return "http://127.0.0.1:" + managementPort;
    }

    /** Where console and API answer: {@code http://127.0.0.1:1234}. */
    public String url() {
        return "http://127.0.0.1:" + httpPort;
    }

    /** Asks the management port. */
    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(managementUrl() + path)).build());
    }

    /** Sends a request of the caller's making. */
    public static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        service.close();
    }

    private static LoadedSettings load(Map<String, String> settings) {
        try {
            Path file = Files.createTempFile("courier", ".properties");
            try {
                Files.writeString(
                        file,
                        settings.entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .collect(Collectors.joining("\n")));
                return SettingsLoader.load(file, Map.of(), RuntimeFacts.ofThisProcess());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Both at once: the system may give the same one again as soon as it is free. */
    private static int[] twoFreePorts() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket one = new ServerSocket(0, 1, loopback);
                ServerSocket other = new ServerSocket(0, 1, loopback)) {
            return new int[] {one.getLocalPort(), other.getLocalPort()};
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
