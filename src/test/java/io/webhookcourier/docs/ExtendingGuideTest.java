package io.webhookcourier.docs;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.routefiles.ShippedRoutes;
import io.webhookcourier.support.ReceivedRequest;
import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/extending.md: its examples run exactly as printed, and its lists are complete. */
class ExtendingGuideTest {

    private static final Path GUIDE = Path.of("docs", "extending.md");
    private static final String DELIVERED =
            "courier_deliveries_total{outcome=\"delivered\",provider=\"INBOXXIA\",status=\"2xx\"}";

    @Test
    void theExamplesAddAProviderAndSupplyRows(@TempDir Path folder) throws Exception {
        Files.createDirectory(folder.resolve("routes"));
        Files.writeString(
                folder.resolve("routes/deliver-inboxxia.camel.yaml"),
                blocks(GUIDE, "yaml").get(0));
        Files.writeString(
                folder.resolve("routes/look-up-crm-row.camel.yaml"),
                blocks(GUIDE, "yaml").get(1));
        try (TestDatabase database = TestDatabase.create();
                Receiver receiver = Receiver.start()) {
            String properties =
                    blocks(GUIDE, "properties").get(0).replace("https://hooks.example.com/inboxxia", receiver.url());
            Files.writeString(folder.resolve("application.properties"), properties);
            database.update("CREATE TABLE lead (id text, name text, email text)");
            database.update("INSERT INTO lead VALUES ('lead-7', 'Ada', 'ada@example.com')");
            database.insertWorkspace("w", receiver.url(), "whsec_w", "lead_created");
            Map<String, String> settings = Map.of("courier.queue.providers", "CRM,INBOXXIA");
            try (RunningCourier courier = RunningCourier.start(database.jdbcUrl(), settings, folder)) {
                insert(database, "posted", "email_sent", "{\"any\": 1}");
                insert(database, "skipped", "email_opened", "{}");
                database.update(
                        "UPDATE \"WebhookEvent\" SET \"raw\" = NULL WHERE \"id\" = ?",
                        later(database, "without-payload"));
                database.update("UPDATE \"WebhookEvent\" SET \"runAt\" = now() AT TIME ZONE 'UTC'");
                String crm = database.insertEvent(row -> row.workspaceId("w").raw("{\"leadId\": \"lead-7\"}"));

                eventually(() -> {
                    assertThat(outcome(database, "posted")).isEqualTo("DELIVERED");
                    assertThat(outcome(database, "skipped")).isEqualTo("SKIPPED not_wanted");
                    assertThat(outcome(database, "without-payload")).isEqualTo("FAILED missing_payload");
                    assertThat(outcome(database, crm)).isEqualTo("DELIVERED");
                });
                assertThat(courier.metric(DELIVERED)).isEqualTo(1);
                ReceivedRequest posted = receiver.requests("posted").get(0);
                assertThat(posted.text()).isEqualTo("{\"any\": 1}");
                assertThat(posted.header("x-zrg-signature")).startsWith("sha256=");
                assertThat(receiver.requests(crm).get(0).text())
                        .endsWith("\"row\":{\"id\":\"lead-7\",\"name\":\"Ada\",\"email\":\"ada@example.com\"}}");
            }
        }
    }

    @Test
    void theShortExampleOfTheReadmeDelivers(@TempDir Path folder) throws Exception {
        Files.createDirectory(folder.resolve("routes"));
        Files.writeString(
                folder.resolve("routes/deliver-inboxxia.camel.yaml"),
                blocks(Path.of("README.md"), "yaml").get(0));
        try (TestDatabase database = TestDatabase.create();
                Receiver receiver = Receiver.start()) {
            Files.writeString(
                    folder.resolve("application.properties"),
                    "inboxxia.secret=whsec_x\ninboxxia.url=" + receiver.url());
            Map<String, String> settings = Map.of("courier.queue.providers", "INBOXXIA");
            try (RunningCourier courier = RunningCourier.start(database.jdbcUrl(), settings, folder)) {
                insert(database, "posted", "email_sent", "{\"any\": 1}");

                eventually(() -> assertThat(courier.metric(DELIVERED)).isEqualTo(1));
                assertThat(receiver.requests("posted")).hasSize(1);
            }
        }
    }

    @Test
    void everyRouteAndEveryBeanOfTheRouteFilesIsListed() throws IOException {
        String guide = Files.readString(GUIDE);
        TreeSet<String> names = new TreeSet<>();
        for (String file : ShippedRoutes.fileNames()) {
            Pattern.compile("(?m)^\\s+(?:ref|idempotentRepository|name): ([a-zA-Z-]+)$")
                    .matcher(Files.readString(Path.of("src/main/resources/shipped-routes", file)))
                    .results()
                    .forEach(match -> names.add(match.group(1)));
        }
        names.remove("deliver-crm");

        assertThat(names).hasSizeGreaterThan(15).allSatisfy(name -> assertThat(guide)
                .contains("`" + name + "`"));
    }

    private static void insert(TestDatabase database, String id, String eventType, String raw) {
        database.insertEvent(
                row -> row.id(id).provider("INBOXXIA").eventType(eventType).raw(raw));
    }

    private static String later(TestDatabase database, String id) {
        return database.insertEvent(
                row -> row.id(id).provider("INBOXXIA").runAt(Instant.parse("2999-01-01T00:00:00Z")));
    }

    private static String outcome(TestDatabase database, String id) {
        List<Map<String, Object>> attempts = database.attempts(id);
        return attempts.isEmpty()
                ? null
                : attempts.get(0).get("outcome")
                        + (attempts.get(0).get("error") == null
                                ? ""
                                : " " + attempts.get(0).get("error"));
    }

    private static List<String> blocks(Path page, String language) throws IOException {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(page))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
