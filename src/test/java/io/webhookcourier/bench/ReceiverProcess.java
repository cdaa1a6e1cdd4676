package io.webhookcourier.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The receiver as the benchmark sees it; see {@link ReceiverMain}. */
final class ReceiverProcess implements AutoCloseable {

    record Counts(long requests, long repeats) {}

    /** Of TLS; those that are not resumed cost the certificate's checks. */
    record Handshakes(long all, long resumed) {}

    private final Process process;
    private final PrintWriter in;
    private final BufferedReader out;
    private final List<String> urls = new ArrayList<>();

    private ReceiverProcess(Process process) {
        this.process = process;
        this.in = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    static ReceiverProcess start() throws IOException {
        Process process = new ProcessBuilder(
                        Worker.javaOfThisProcess(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReceiverMain.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new ReceiverProcess(process);
    }

    /** So many endpoints, each on a port of its own. */
    List<String> urls(int count) {
        if (urls.size() < count) {
            Arrays.stream(ask("listen " + (count - urls.size())).split(" "))
                    .forEach(port -> urls.add("http://127.0.0.1:" + port + "/hook"));
        }
        return urls.subList(0, count);
    }

    /**
     * One port for so many HTTPS endpoints, by the host names of {@link TenantCertificates}.
     *
     * @param authority gets their authority's certificate, as PEM
     * @return the port
     */
    int listenWithTls(int hosts, Path authority) {
        return Integer.parseInt(ask("tls " + hosts + " " + authority));
    }

    /** Forgets all counts; from now on answers with the status, so long after a request. */
    void reset(int latencyMillis, int status) {
        ask("reset " + latencyMillis + " " + status);
    }

    Counts counts() {
        String[] both = ask("counts").split(" ");
        return new Counts(Long.parseLong(both[0]), Long.parseLong(both[1]));
    }

    Handshakes handshakes() {
        String[] both = ask("handshakes").split(" ");
        return new Handshakes(Long.parseLong(both[0]), Long.parseLong(both[1]));
    }

    /** When each id came first, by {@link System#nanoTime()}, which is one clock for all processes of a Linux machine. */
    Map<String, Long> arrivals() {
        Map<String, Long> arrivals = new HashMap<>();
        try {
            for (String line = ask("arrivals"); !line.equals("."); line = out.readLine()) {
                String[] both = line.split(" ");
                arrivals.putIfAbsent(both[0], Long.parseLong(both[1]));
            }
            return arrivals;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        in.close();
        process.destroy();
    }

    private String ask(String command) {
        in.println(command);
        try {
            String answer = out.readLine();
            if (answer == null) {
                throw new IllegalStateException("the receiver has ended");
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
