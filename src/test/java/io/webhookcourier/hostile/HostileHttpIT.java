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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both ports of the packaged jar, without a token and with a heap of 256 MB. */
class HostileHttpIT {

    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final int REQUESTS = Integer.getInteger("hostile.requests", 1_000);
    private static final long SEED = Long.getLong("hostile.seed", 2);
    private static final int SIDE_BY_SIDE = 8;
    private static final long MEGABYTE = 1024 * 1024;

    /** How many connections were answered by which statuses, in order. */
    private static final Map<String, LongAdder> ANSWERS = new ConcurrentSkipListMap<>();

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
    void generatedRequestsAreReadAsByOthersAndLeaveNothingBehind() throws Exception {
        send(Math.min(REQUESTS / 10, 500), SEED + 1);
        long before = ServiceMemory.heapInUse(process);
        ANSWERS.clear();
        long begun = System.nanoTime();
        ServiceMemory memory = ServiceMemory.sampled(process);

        send(REQUESTS, SEED);

        memory.close();
        long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
        assertServes();
        assertDelivers();
        long growth = ServiceMemory.heapInUse(process) - before;
        System.out.printf(
                "hostile requests, seed %d: %d in %d s;%n  connections by their answers: %s;%n  %s; heap after a"
                        + " collection: %d MB, then %+d KB%n",
                SEED, REQUESTS, seconds, ANSWERS, memory, before / MEGABYTE, growth / 1024);
        assertThat(growth).as("growth of the heap, in bytes").isLessThan(24 * MEGABYTE);
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET /api/v1/over",
                "POST /api/v1/pause HTTP/1.1|Host: 127.0.0.1|Transfer-Encoding: chunked||",
                "POST /hawtio/jolokia HTTP/1.1|Host: 127.0.0.1|Content-Length: 5||[",
                "POST /demo/receiver HTTP/1.1|Host: 127.0.0.1|Content-Length: 5||[",
                "POST /login HTTP/1.1|Host: 127.0.0.1|Transfer-Encoding: chunked||1|x|"
            })
    void moreUnfinishedRequestsThanThereIsRoomForDoNotKeepOthersOut(String beginning) throws Exception {
        byte[] bytes = beginning.replace("|", "\r\n").getBytes(StandardCharsets.US_ASCII);
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 600; i++) {
                Socket socket = new Socket(
                        "127.0.0.1", URI.create(i % 2 == 0 ? http : management).getPort());
                sockets.add(socket);
                writeQuietly(socket, bytes);
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

    /** Many requests on one connection, whose answers are not read: what was answered must not pile up. */
    @ParameterizedTest
    @CsvSource({"true, /api/v1/openapi.yaml", "false, /observe/metrics", "false, /hawtio/jolokia/list"})
    void unreadResponsesDoNotPileUp(boolean onHttpPort, String path) throws Exception {
        String port = onHttpPort ? http : management;
        byte[] requests = ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                .repeat(200)
                .getBytes(StandardCharsets.US_ASCII);
        long before = ServiceMemory.heapInUse(process);
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 25; i++) {
                Socket socket = new Socket("127.0.0.1", URI.create(port).getPort());
                sockets.add(socket);
                socket.getOutputStream().write(requests);
            }
            assertServes();
            assertThat(ServiceMemory.heapInUse(process) - before)
                    .as("held for them, in bytes")
                    .isLessThan(48 * MEGABYTE);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static void send(int number, long seed) throws Exception {
        HostileRequests generator = new HostileRequests(seed);
        List<String> requests =
                IntStream.range(0, number).mapToObj(i -> generator.next()).toList();
        List<List<OtherParsers.Reading>> readings = OtherParsers.read(requests);
        ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < number; i++) {
                String request = requests.get(i);
                List<OtherParsers.Reading> ofOthers = readings.get(i);
                String port = i % 2 == 0 ? http : management;
                all.add(threads.submit(() -> assertReadAlike(port, request, ofOthers)));
            }
            for (Future<?> one : all) {
                one.get(120, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Whatever was answered was read as the same request by all parsers that read it at all; no answer blames the server. */
    private static void assertReadAlike(String port, String request, List<OtherParsers.Reading> readings) {
        List<Integer> statuses = RawHttp.to(port).untilClosed(request);
        ANSWERS.computeIfAbsent(statuses.toString(), any -> new LongAdder()).increment();
        String shown = request.substring(0, Math.min(400, request.length()));
        assertThat(statuses).as(shown).allMatch(status -> status < 500);
        boolean refused = !statuses.isEmpty() && statuses.get(statuses.size() - 1) == 400;
        int answered = statuses.size() - (refused ? 1 : 0);
        Set<List<String>> meanings = readings.stream()
                .filter(reading -> !reading.failed() || reading.seen().size() >= answered)
                .map(reading -> reading.first(answered))
                .collect(Collectors.toSet());
        assertThat(meanings).as("%s: %s of %s", statuses, readings, shown).hasSizeLessThanOrEqualTo(1);
    }

    private static void assertServes() {
        assertThat(process.isAlive()).isTrue();
        assertThat(Http.to(http).get("/api/v1/overview").status()).isEqualTo(200);
        assertThat(Http.to(management).get("/observe/health/live").status()).isEqualTo(200);
    }

    private static void assertDelivers() {
        int before = process.stdout().length();
        assertThat(Http.to(http).post("/demo/events", null).status()).isBetween(200, 299);
        await("one more delivery")
                .atMost(Duration.ofSeconds(30))
                .until(() -> process.stdout().substring(before).contains("INFO  delivered  "));
    }

    private static void writeQuietly(Socket socket, byte[] body) {
        try {
            socket.getOutputStream().write(body);
        } catch (IOException refused) {
            // It was answered 503 and closed: there was no room.
        }
    }

    private static String url(String name) {
        Matcher line = Pattern.compile("INFO  " + name + " +(http://[^/\\s]+)").matcher(process.stdout());
        assertThat(line.find()).isTrue();
        return line.group(1);
    }
}
