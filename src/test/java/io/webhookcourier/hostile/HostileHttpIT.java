package io.webhookcourier.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webhookcourier.process.CourierProcess;
import io.webhookcourier.process.WorkingFolder;
import io.webhookcourier.support.Http;
import io.webhookcourier.support.RawHttp;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Both ports of the packaged jar, without a token and with a heap of 256 MB. */
class HostileHttpIT {

    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final int REQUESTS = Integer.getInteger("hostile.requests", 1_500);
    private static final int SIDE_BY_SIDE = 8;
    private static final long MEGABYTE = 1024 * 1024;

    private static CourierProcess process;
    private static String http;
    private static String management;

    @BeforeAll
    static void start() {
        process = CourierProcess.start(WorkingFolder.create(), Map.of());
        process.awaitOutput("INFO  claiming ", START_LIMIT);
        http = url("console");
        management = url("health");
    }

    @AfterAll
    static void stop() {
        process.close();
    }

    @Test
    void generatedRequestsAreAnsweredOnceAndLeaveNothingBehind() throws Exception {
        send(REQUESTS / 10, 1);
        long before = heapInUse();

        send(REQUESTS, 2);

        assertServes();
        assertThat(heapInUse() - before).as("growth of the heap, in bytes").isLessThan(24 * MEGABYTE);
        assertThat(process.stderr()).isEmpty();
    }

    @Test
    void unfinishedBodiesOfStrangersAreBoundedTogether() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try {
            byte[] body = new byte[(int) MEGABYTE];
            for (int i = 0; i < 230; i++) {
                Socket socket = new Socket("127.0.0.1", URI.create(http).getPort());
                sockets.add(socket);
                socket.getOutputStream()
                        .write(("POST /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nIdempotency-Key: k\r\nContent-Type:"
                                        + " application/json\r\nContent-Length: " + (body.length + 1) + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                writeQuietly(socket, body);
            }
            assertThat(Http.to(management).get("/observe/health/live").status()).isEqualTo(200);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        await("room again").atMost(Duration.ofSeconds(30)).untilAsserted(HostileHttpIT::assertServes);
    }

    @Test
    void moreConnectionsThanThereIsRoomForDoNotKeepOthersOut() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 600; i++) {
                sockets.add(new Socket("127.0.0.1", URI.create(http).getPort()));
            }
            assertServes();
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void bulkRequestsToJolokiaEndInBoundedAnswers() throws Exception {
        String bulk = "[{\"type\": \"list\"}" + ",{\"type\": \"list\"}".repeat(150) + "]";
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                answers.add(threads.submit(() ->
                        Http.to(management).post("/hawtio/jolokia", bulk).body().length()));
            }
            for (Future<Integer> answer : answers) {
                assertThat(answer.get(60, TimeUnit.SECONDS)).isLessThan(10_000_000);
            }
        } finally {
            threads.shutdownNow();
        }
        assertServes();
    }

    private static void send(int requests, long seed) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        try {
            HostileRequests generator = new HostileRequests(seed);
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < requests; i++) {
                String request = generator.next();
                String port = i % 2 == 0 ? http : management;
                all.add(threads.submit(() -> assertReadAlike(port, request)));
            }
            for (Future<?> one : all) {
                one.get(120, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** After a refusal for its framing, nothing else on the connection is answered. */
    private static void assertReadAlike(String port, String request) {
        List<Integer> statuses = RawHttp.to(port).untilClosed(request);
        assertThat(statuses)
                .as(request.substring(0, Math.min(200, request.length())))
                .hasSizeLessThanOrEqualTo(2);
        if (statuses.size() == 2 && statuses.get(0) == 400) {
            assertThat(statuses.get(1)).as("a second answer after a refusal").isIn(400, 404);
            assertThat(request).as("well framed").doesNotContain("xchunked", "\u000b", "Host: a");
        }
    }

    private static void assertServes() {
        assertThat(process.isAlive()).isTrue();
        assertThat(Http.to(http).get("/api/v1/overview").status()).isEqualTo(200);
        assertThat(Http.to(management).get("/observe/health/live").status()).isEqualTo(200);
    }

    private static void writeQuietly(Socket socket, byte[] body) {
        try {
            socket.getOutputStream().write(body);
        } catch (IOException refused) {
            // It was answered 503 and closed: there was no room.
        }
    }

    /** What is reachable, after a collection. */
    private static long heapInUse() throws Exception {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor(30, TimeUnit.SECONDS);
        Matcher used = Pattern.compile("(?m)^jvm_memory_used_bytes\\{area=\"heap\".*} (\\S+)$")
                .matcher(Http.to(management).get("/observe/metrics").body());
        long bytes = 0;
        while (used.find()) {
            bytes += (long) Double.parseDouble(used.group(1));
        }
        assertThat(bytes).isPositive();
        return bytes;
    }

    private static String url(String name) {
        Matcher line = Pattern.compile("INFO  " + name + " +(http://[^/\\s]+)").matcher(process.stdout());
        assertThat(line.find()).isTrue();
        return line.group(1);
    }
}
