package io.webhookcourier.isolation;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.Answer;
import io.webhookcourier.support.EventRow;
import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.Scene;
import io.webhookcourier.support.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One row that is not as it should be, in the middle of a batch: it ends as the contract says, and so do all others. */
class PoisonTest {

    private static TestDatabase database;
    private static Receiver receiver;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        receiver = Receiver.start();
        database.insertWorkspace("w", receiver.url(), Scene.SECRET, "lead_created");
    }

    @AfterEach
    void clear() {
        database.update("DROP TRIGGER IF EXISTS poison ON \"WebhookEvent\"");
        database.update("ALTER TABLE \"WebhookEvent\" DROP CONSTRAINT IF EXISTS poison");
        database.update("TRUNCATE \"WebhookEvent\", courier.delivery_attempt, courier.delivered_key");
    }

    @AfterAll
    static void stop() {
        receiver.close();
        database.close();
    }

    @Test
    void aLargePayloadWithinTheLimitIsDelivered() {
        String raw = raw(Noise.ofBytes(900_000));

        String id = deliverAmongOthers(row -> row.raw(raw));

        assertThat(database.row(id)).containsEntry("status", "SUCCEEDED");
        assertThat(receiver.requests(id)).singleElement().satisfies(request -> assertThat(request.body())
                .hasSizeGreaterThan(900_000));
    }

    @Test
    void aPayloadAboveTheLimitFails() {
        String raw = raw(Noise.ofBytes(1_100_000));

        String id = deliverAmongOthers(row -> row.raw(raw));

        assertThat((String) failure(id)).matches("payload_too_large: 1100\\d\\d\\d bytes");
    }

    @Test
    void aPayloadFarAboveTheLimitFailsWithoutBeingRead() {
        String raw = raw(Noise.ofBytes(6_000_000));

        String id = deliverAmongOthers(row -> row.raw(raw));

        assertThat((String) failure(id)).matches("payload_too_large: 6000\\d\\d\\d bytes");
    }

    @Test
    void aPayloadThatIsSmallInTheTableAndLargeInFactFails() {
        String raw = raw("x".repeat(5_000_000));

        String id = deliverAmongOthers(row -> row.raw(raw));

        assertThat((String) failure(id)).matches("payload_too_large: 5000\\d\\d\\d bytes");
    }

    @Test
    void tenThousandLevelsOfNestingFail() {
        String raw = "{\"leadId\": \"l\", \"row\": {\"a\": " + "[".repeat(6_000) + "]".repeat(6_000) + "}}";

        String id = deliverAmongOthers(row -> row.raw(raw));

        assertThat((String) failure(id)).startsWith("malformed_payload: ");
    }

    @Test
    void aNumberThatNoMachineHoldsIsDeliveredDigitByDigit() {
        String digits = "1" + "0".repeat(2_000);

        String id = deliverAmongOthers(row -> row.raw("{\"leadId\": \"l\", \"row\": {\"a\": " + digits + "}}"));

        assertThat(database.row(id)).containsEntry("status", "SUCCEEDED");
        assertThat(receiver.requests(id).get(0).text()).contains("\"a\":" + digits + "}");
    }

    @Test
    void anEventTypeWithLineBreaksFailsAndBreaksNoHeader() {
        String id = deliverAmongOthers(
                row -> row.eventType("lead_created\r\nx-injected: yes\u0001").raw(raw("x")));

        assertThat((String) failure(id)).isEqualTo("unsupported_crm_event_type:lead_created\r\nx-injected: yes\u0001");
        assertThat(receiver.requests(id)).isEmpty();
    }

    @Test
    void anIdWithLineBreaksBreaksNoHeader() {
        String strange = "strange\r\nx-injected: yes\r\n\r\n" + UUID.randomUUID();

        deliverAmongOthers(row -> row.id(strange).raw(raw("x")));

        assertThat(database.row(strange).get("status")).isIn("FAILED", "SUCCEEDED");
        assertThat(receiver.requests())
                .allSatisfy(request -> assertThat(request.header("x-injected")).isNull());
    }

    @Test
    void anIdOfOtherScriptsAndSignsEndsLikeAnyOther() {
        String strange = "ид-😀-'\"\\/%00;--" + UUID.randomUUID();

        deliverAmongOthers(row -> row.id(strange).raw(raw("x")));

        assertThat(database.row(strange).get("status")).isIn("FAILED", "SUCCEEDED");
    }

    @Test
    void aWorkspaceWithControlCharactersAndQuotesIsALaneLikeAnyOther() {
        String strange = "w\u001f\"\\\n{}'%";
        database.insertWorkspace(strange, receiver.url(), Scene.SECRET, "lead_created");

        String id = deliverAmongOthers(row -> row.workspaceId(strange).raw(raw("x")));

        assertThat(database.row(id)).containsEntry("status", "SUCCEEDED");
    }

    @Test
    void anAnswerThatIsNoTextIsRecordedAsFarAsTextGoes() {
        String id = UUID.randomUUID().toString();
        receiver.answer(id, Answer.status(400).body("a\u0000b \\ud800 \ud83d"));

        deliverAmongOthers(row -> row.id(id));

        assertThat((String) failure(id)).startsWith("crm_webhook_http_error status=400 body=");
        assertThat((String) database.attempts(id).get(0).get("response_body")).startsWith("a\ufffdb \\ud800 ");
    }

    @Test
    void anOutcomeWhoseTextTheDatabaseRefusesIsRecordedWithoutIt() {
        database.update("ALTER TABLE \"WebhookEvent\" ADD CONSTRAINT poison CHECK (\"lastError\" NOT LIKE '%poison%')");
        String id = UUID.randomUUID().toString();
        receiver.answer(id, Answer.status(400).body("poison"));

        deliverAmongOthers(row -> row.id(id));

        assertThat((String) failure(id)).isEqualTo("the database refused the error's text");
        assertThat(database.attempts(id)).singleElement().satisfies(attempt -> assertThat(attempt)
                .containsEntry("outcome", "FAILED")
                .containsEntry("status_code", 400));
    }

    @Test
    void anOutcomeThatTheDatabaseRefusesAltogetherHoldsUpNoOther() {
        String id = UUID.randomUUID().toString();
        refuse(id, "OLD.\"status\" = 'RUNNING'", "23514");

        deliverOthersAround(row -> row.id(id));

        assertThat(database.row(id)).containsEntry("status", "RUNNING");
        database.update("DROP TRIGGER poison ON \"WebhookEvent\"");
    }

    @Test
    void anUnclaimableRowDelaysNoOthers() {
        String id = UUID.randomUUID().toString();
        refuse(id, "NEW.\"status\" = 'RUNNING'", "P0001");

        deliverAmongOthers(row -> row.id(id));

        assertThat((String) failure(id)).isEqualTo("claim_refused: not this row [SQLSTATE P0001]");
        assertThat(database.row(id)).containsEntry("attempts", 0);
    }

    @Test
    void timesWithoutEndAreTimesLikeOthers() {
        String id = UUID.randomUUID().toString();
        database.insertEvent(row -> row.id(id).workspaceId("w"));
        database.update("UPDATE \"WebhookEvent\" SET \"runAt\" = '-infinity', \"createdAt\" = 'infinity'");

        deliverAmongOthers(row -> {});

        eventually(() -> assertThat(database.value("SELECT \"status\" FROM \"WebhookEvent\" WHERE \"id\" = ?", id))
                .isEqualTo("SUCCEEDED"));
    }

    @Test
    void moreAttemptsThanNumbersHoldFailAtTheFirst() {
        String id = UUID.randomUUID().toString();
        receiver.answer(id, Answer.status(500));

        deliverAmongOthers(row -> row.id(id).attempts(Integer.MAX_VALUE).maxAttempts(-1));

        assertThat((String) failure(id)).isEqualTo("crm_webhook_http_error status=500");
    }

    private static Object failure(String id) {
        Map<String, Object> row = database.row(id);
        assertThat(row).containsEntry("status", "FAILED").containsEntry("lockedBy", null);
        return row.get("lastError");
    }

    private static String raw(String text) {
        return "{\"leadId\": \"l\", \"row\": {\"a\": \"" + text + "\"}}";
    }

    /** @return the id of the row, which has ended, like all the others */
    private static String deliverAmongOthers(Consumer<EventRow> poison) {
        String id = insertAmongOthers(poison);
        run(() -> assertThat(statuses()).doesNotContain("PENDING", "RUNNING"));
        assertOthersAreDelivered(id);
        return id;
    }

    private static void deliverOthersAround(Consumer<EventRow> poison) {
        String id = insertAmongOthers(poison);
        run(() -> assertOthersAreDelivered(id));
    }

    /** Before the service starts, so that one claim takes them together. */
    private static String insertAmongOthers(Consumer<EventRow> poison) {
        for (int i = 0; i < 7; i++) {
            database.insertEvent(row -> row.workspaceId("w"));
        }
        String id = database.insertEvent(row -> poison.accept(row.workspaceId("w")));
        for (int i = 0; i < 7; i++) {
            database.insertEvent(row -> row.workspaceId("w"));
        }
        return id;
    }

    /** Until the condition is true. */
    private static void run(ThrowingRunnable condition) {
        RunningCourier courier = RunningCourier.start(database, Map.of("courier.shutdown-timeout", "11s"));
        try {
            eventually(condition);
        } finally {
            courier.close();
        }
    }

    private static void assertOthersAreDelivered(String poison) {
        List<Map<String, Object>> others = database.query(
                "SELECT e.\"status\"::text AS status, array(SELECT a.outcome FROM courier.delivery_attempt AS a WHERE"
                        + " a.webhook_event_id = e.\"id\") AS outcomes FROM \"WebhookEvent\" AS e WHERE \"id\" <> ?",
                poison);
        assertThat(others).hasSizeGreaterThanOrEqualTo(14).allSatisfy(row -> assertThat(row)
                .containsEntry("status", "SUCCEEDED")
                .containsEntry("outcomes", List.of("DELIVERED")));
    }

    private static List<Object> statuses() {
        List<Object> statuses = new ArrayList<>();
        database.query("SELECT DISTINCT \"status\"::text AS status FROM \"WebhookEvent\"")
                .forEach(row -> statuses.add(row.get("status")));
        return statuses;
    }

    private static void refuse(String id, String when, String sqlState) {
        database.update("""
                CREATE OR REPLACE FUNCTION public.poison() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'not this row' USING ERRCODE = '%s';
                END $$""".formatted(sqlState));
        database.update("CREATE TRIGGER poison BEFORE UPDATE ON \"WebhookEvent\" FOR EACH ROW WHEN (OLD.\"id\" = '" + id
                + "' AND " + when + ") EXECUTE FUNCTION public.poison()");
    }
}
