package io.webhookcourier.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs the programs in docs/receivers.md exactly as printed, and sends them requests as the service signs them. */
@Timeout(60)
class ReceiverExamplesTest {

    private static final Path PAGE = Path.of("docs", "receivers.md");
    private static final String SECRET = "whsec_0f3a";
    private static final String BODY =
            "{\"eventId\":\"evt_1\",\"eventType\":\"lead_created\",\"row\":{\"name\":\"Zoë 😀\"}}";

    private final SigningKey key = SigningKey.of(SECRET);
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    enum Example {
        NODE("js", "receiver.js", "node"),
        PYTHON("python", "receiver.py", "python3"),
        JAVA(
                "java",
                "Receiver.java",
                Path.of(System.getProperty("java.home"), "bin", "java").toString());

        private final String fence;
        private final String file;
        private final String command;

        Example(String fence, String file, String command) {
            this.fence = fence;
            this.file = file;
            this.command = command;
        }
    }

    @ParameterizedTest
    @EnumSource
    void anExampleAcceptsWhatIsGenuineAndRefusesAllElse(Example example) throws Exception {
        try (RunningReceiver receiver = start(example)) {
            int port = receiver.port();
            String now = IsoTimestamp.of(Instant.now());
            String old = IsoTimestamp.of(Instant.now().minus(Duration.ofMinutes(6)));
            String early = IsoTimestamp.of(Instant.now().plus(Duration.ofMinutes(6)));
            String good = signature(key, now, BODY);

            assertThat(post(port, now, good, BODY)).as("genuine").isBetween(200, 299);
            assertThat(post(port, now, good, BODY.replace("Zoë", "Zoe")))
                    .as("changed body")
                    .isEqualTo(401);
            assertThat(post(port, now, good, BODY + " ")).as("longer body").isEqualTo(401);
            assertThat(post(port, now, signature(SigningKey.of("other"), now, BODY), BODY))
                    .as("other secret")
                    .isEqualTo(401);
            assertThat(post(port, old, good, BODY)).as("changed timestamp").isEqualTo(401);
            assertThat(post(port, old, signature(key, old, BODY), BODY))
                    .as("old")
                    .isEqualTo(401);
            assertThat(post(port, early, signature(key, early, BODY), BODY))
                    .as("from the future")
                    .isEqualTo(401);
            assertThat(post(port, "soon", signature(key, "soon", BODY), BODY))
                    .as("no timestamp")
                    .isEqualTo(401);
            assertThat(post(port, now, good.substring(0, 40), BODY))
                    .as("short signature")
                    .isEqualTo(401);
            assertThat(post(port, now, "", BODY)).as("empty signature").isEqualTo(401);
            assertThat(post(port, null, null, BODY)).as("no headers").isEqualTo(401);
            assertThat(post(port, now, good, BODY)).as("genuine again").isBetween(200, 299);
        }
    }

    @Test
    void theVectorOnThePageIsRight() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(cell(page, "signature"))
                .isEqualTo(signature(SigningKey.of(cell(page, "secret")), cell(page, "timestamp"), cell(page, "body")));
    }

    private int post(int port, String timestamp, String signature, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hook"))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(20))
                .header("content-type", "application/json")
                .header("x-zrg-delivery-id", "evt_1")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (timestamp != null) {
            request.header("x-zrg-timestamp", timestamp).header("x-zrg-signature", signature);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private RunningReceiver start(Example example) throws IOException {
        Path program = folder.resolve(example.file);
        Files.writeString(program, codeBlock(Files.readString(PAGE), example.fence));
        return RunningReceiver.start(example.command, program, SECRET);
    }

    private static String signature(SigningKey key, String timestamp, String body) {
        return WebhookSignature.of(key, timestamp, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String codeBlock(String page, String fence) {
        return find(page, "(?ms)^```" + fence + "\\R(.*?)^```$");
    }

    private static String cell(String page, String name) {
        return find(page, "(?m)^\\| " + name + " \\| `(.*)` \\|$");
    }

    private static String find(String page, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(page);
        assertThat(matcher.find()).as("%s in %s", pattern, PAGE).isTrue();
        return matcher.group(1);
    }
}
