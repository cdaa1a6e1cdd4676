package io.webhookcourier.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Many workspaces, each with an HTTPS endpoint of its own: a host name, and a certificate of a private authority. Beside it
 * the same rows of the same workspaces, whose endpoint is one plain-HTTP URL for all.
 */
final class Tenants implements Measurement {

    private static final int ROWS_EACH = 20;
    private static final int LATENCY_MILLIS = 5;
    private static final Duration LIMIT = Duration.ofMinutes(10);

    @Override
    public Figures measure(Bench bench, Sizes sizes) throws Exception {
        int tenants = sizes.tenants();
        List<String> shared =
                Collections.nCopies(tenants, bench.receiver().urls(1).get(0));
        Figures plain = drain(bench, bench.command(), shared, Map.of());
        Figures tls = overTls(bench, tenants);
        return new Figures("tenants")
                .put("tenants", tenants)
                .put("rows_each", ROWS_EACH)
                .put("latency_ms", LATENCY_MILLIS)
                .put("cpu_ratio_tls_to_plain", ratio(tls, plain, "cpu_us"), 2)
                .put("second_half_cpu_ratio_tls_to_plain", ratio(tls, plain, "second_half_cpu_us"), 2)
                .putAll(tls, "tls_")
                .putAll(plain, "plain_");
    }

    /** The half of it with an endpoint for each tenant. */
    Figures overTls(Bench bench, int tenants) throws Exception {
        Path authority = bench.directory().resolve("tenants-ca.pem");
        int port = bench.receiver().listenWithTls(tenants, authority);
        List<String> endpoints = IntStream.range(0, tenants)
                .mapToObj(i -> "https://" + TenantCertificates.host(i) + ":" + port + "/hook")
                .toList();
        ServiceCommand command =
                bench.command().withJvmOptions("-Djdk.net.hosts.file=" + writeHosts(bench.directory(), tenants));
        Figures drain = drain(bench, command, endpoints, Map.of("COURIER_TLS_TRUSTSTORE", authority.toString()));
        ReceiverProcess.Handshakes handshakes = bench.receiver().handshakes();
        return drain.put("connections", handshakes.all())
                .put("connections_per_endpoint", (double) handshakes.all() / tenants, 2)
                .put("resumed_handshakes", handshakes.resumed());
    }

    private static Figures drain(
            Bench bench, ServiceCommand command, List<String> endpoints, Map<String, String> settings)
            throws Exception {
        try (BenchDatabase database = BenchDatabase.create(bench.postgres(), endpoints)) {
            bench.receiver().reset(LATENCY_MILLIS, 204);
            long rows = (long) endpoints.size() * ROWS_EACH;
            database.addDueRowsInRandomOrder(rows, endpoints.size());
            return new Drain(bench, database, rows, LIMIT).run(1, command, settings);
        }
    }

    /** The JVM that reads this file knows no other names, so it has those of the machine, too. */
    private static Path writeHosts(Path directory, int tenants) throws IOException {
        Stream<String> names = Stream.concat(
                Stream.of("localhost", InetAddress.getLocalHost().getHostName()),
                IntStream.range(0, tenants).mapToObj(TenantCertificates::host));
        return Files.write(
                directory.resolve("tenants-hosts"),
                names.map(name -> "127.0.0.1 " + name).collect(Collectors.toList()));
    }

    private static double ratio(Figures one, Figures other, String name) {
        return one.values().get(name) instanceof Double above && other.values().get(name) instanceof Double below
                ? above / below
                : Double.NaN;
    }
}
