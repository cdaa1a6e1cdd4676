package io.webhookcourier.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of the demo after the first start, and after the last. */
class DemoRestartTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String COUNT = "SELECT count(*) FROM \"WebhookEvent\"";
    private static final String TOKEN = "a-token";

    @Test
    void aRestartAddsNothingAndWithoutTheDemoOnlyRowsOfTheUsersAreLeft(@TempDir Path directory) throws Exception {
        URI receiver = aRestartAddsNothing(directory);
        withoutTheDemoNothingOfItIsLeft(directory, receiver);
        tablesThatHoldRowsOfTheUsersGetNoSampleDataAndKeepTheirOwn(directory);
    }

    private static URI aRestartAddsNothing(Path directory) throws Exception {
        Object secret;
        try (DemoService first = DemoService.start(directory, Map.of())) {
            await().atMost(LIMIT).until(() -> isFinished(first));
            secret = first.value("SELECT \"crmWebhookSecret\" FROM \"WorkspaceSettings\"");
        }
        try (DemoService second = DemoService.start(directory, Map.of("COURIER_HTTP_TOKEN", TOKEN))) {
            assertThat(second.value(COUNT)).isEqualTo(3L);
            assertThat(second.value("SELECT \"crmWebhookSecret\" FROM \"WorkspaceSettings\""))
                    .isEqualTo(secret);

            assertThat(second.post("/demo/events", "").statusCode()).isEqualTo(401);
            assertThat(second.get("/demo/requests", "Authorization", "Bearer another")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(second.post("/demo/events", "", "Authorization", "Bearer " + TOKEN)
                            .statusCode())
                    .isEqualTo(202);
            // Delivered to the receiver's new port.
            await().atMost(LIMIT).until(() -> second.value(COUNT + " WHERE \"status\" = 'SUCCEEDED'")
                    .equals(3L));
            return second.receiver();
        }
    }

    private static void withoutTheDemoNothingOfItIsLeft(Path directory, URI receiver) throws Exception {
        try (DemoService third = DemoService.start(directory, Map.of("COURIER_DEMO", "false"))) {
            assertThat(third.value(COUNT)).isEqualTo(0L);
            assertThat(third.value("SELECT count(*) FROM \"WorkspaceSettings\""))
                    .isEqualTo(0L);
            assertThat(third.value("SELECT count(*) FROM courier.delivered_key"))
                    .isEqualTo(0L);
            assertThat(third.value("SELECT count(*) FROM courier.delivery_attempt"))
                    .isEqualTo(0L);
            assertThatThrownBy(() -> new Socket(receiver.getHost(), receiver.getPort()))
                    .isInstanceOf(ConnectException.class);
            third.query("INSERT INTO \"WorkspaceSettings\" (\"id\", \"clientId\", \"crmWebhookUrl\", \"updatedAt\")"
                    + " VALUES ('cm1', 'demo', 'https://hooks.example.com/', now()) RETURNING \"id\"");
        }
    }

    private static void tablesThatHoldRowsOfTheUsersGetNoSampleDataAndKeepTheirOwn(Path directory) throws Exception {
        try (DemoService with = DemoService.start(directory, Map.of())) {
            assertThat(with.value(COUNT)).isEqualTo(0L);
            assertThat(with.receiver()).isEqualTo(URI.create("https://hooks.example.com/"));
        }
        try (DemoService without = DemoService.start(directory, Map.of("COURIER_DEMO", "false"))) {
            assertThat(without.receiver()).isEqualTo(URI.create("https://hooks.example.com/"));
        }
    }

    private static boolean isFinished(DemoService service) throws Exception {
        return service.value(COUNT + " WHERE \"status\" IN ('PENDING', 'RUNNING')")
                .equals(0L);
    }
}
