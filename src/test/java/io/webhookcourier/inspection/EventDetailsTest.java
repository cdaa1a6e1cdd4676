package io.webhookcourier.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.signing.SigningKey;
import io.webhookcourier.signing.WebhookSignature;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventDetailsTest {

    private static final String HTTP_503 = "crm_webhook_http_error status=503 body=\"busy\"";

    private final InspectionFixture fixture = new InspectionFixture();
    private final Instant now = fixture.now();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aRetrySaysUntilWhenForWhichAttemptAndWhy() {
        ready();
        Instant runAt = now.plusSeconds(100);
        String id = fixture.database.insertEvent(row -> row.attempts(3).runAt(runAt));
        fixture.attempt(id, 3, "RETRY", 503, HTTP_503);

        assertThat(fixture.details(id).explanation())
                .isEqualTo(new Explanation(
                        "Waiting until " + MomentInWords.of(runAt, now)
                                + " for attempt 4 of 8, because the receiver returned HTTP 503.",
                        "A worker will claim it then."));
    }

    @Test
    void aDueEventWaitsForAWorker() {
        ready();
        String id = fixture.database.insertEvent(row -> row.runAt(now.minusSeconds(5)));

        assertThat(fixture.details(id).explanation())
                .isEqualTo(new Explanation(
                        "Due since " + MomentInWords.of(now.minusSeconds(5), now) + "; attempt 1 of 8 is pending.",
                        "A worker will claim it as soon as one is free."));
    }

    @Test
    void withoutAWorkerItSaysSo() {
        String id = fixture.database.insertEvent(row -> row.runAt(now));

        assertThat(next(id)).isEqualTo("No worker is running; start the service.");
    }

    @Test
    void aPauseOfItsWorkspaceHoldsIt() {
        ready();
        fixture.database.update("INSERT INTO courier.pause (workspace_id, reason, paused_by, paused_at)"
                + " VALUES ('workspace-1', 'their server moves', 'ada', '2026-03-01 10:00:00+00')");
        String id = fixture.database.insertEvent(
                row -> row.workspaceId(" workspace-1 ").runAt(now.minusSeconds(5)));

        assertThat(why(id))
                .isEqualTo("The workspace has been paused since 2026-03-01 10:00:00 by ada: their server moves.");
        assertThat(next(id)).isEqualTo("No action until deliveries are resumed; it is already due.");
        assertThat(fixture.details(id).paused()).isTrue();
    }

    @Test
    void aPauseOfEverythingHoldsItToo() {
        fixture.database.update(
                "INSERT INTO courier.pause (workspace_id, paused_at) VALUES ('', '2026-03-01 10:00:00+00')");
        String id = fixture.database.insertEvent(row -> row.runAt(now.plusSeconds(100)));

        assertThat(why(id)).isEqualTo("All deliveries have been paused since 2026-03-01 10:00:00.");
    }

    @Test
    void aForeignProviderIsNoneOfOurBusiness() {
        String id = fixture.database.insertEvent(row -> row.provider("INBOXXIA"));

        assertThat(why(id))
                .isEqualTo("Not handled by this service: provider INBOXXIA is not in courier.queue.providers (CRM).");
        assertThat(fixture.details(id).request()).isNull();
        assertThat(fixture.details(id).ours()).isFalse();
    }

    @Test
    void aDueEventWhoseKeyWasDeliveredWillNotBeSent() {
        ready();
        fixture.database.update("INSERT INTO courier.delivered_key (dedupe_key, webhook_event_id, delivered_at)"
                + " VALUES ('crm:1', 'event-of-yesterday', '2026-03-01 10:00:00+00')");
        String id = fixture.database.insertEvent(row -> row.dedupeKey("crm:1"));

        assertThat(next(id))
                .isEqualTo(
                        "A worker will claim it as soon as one is free and send nothing: its dedupeKey was delivered as event"
                                + " event-of-yesterday at 2026-03-01 10:00:00.");
    }

    @Test
    void aDueEventOfADisabledWorkspaceWillNotBeSentEither() {
        fixture.worker("worker-1/a", 30);
        fixture.database.insertWorkspace("workspace-1", false, "https://hooks.example.com/x", "s", "lead_created");
        String id = fixture.database.insertEvent(row -> row.runAt(now));

        assertThat(next(id)).endsWith("send nothing unless this changes: the workspace's webhook is disabled.");
    }

    @Test
    void aRunningEventNamesItsWorker() {
        ready();
        String id =
                fixture.database.insertEvent(row -> row.attempts(2).locked(now.minusSeconds(1), "worker-1/a/claim"));

        assertThat(why(id))
                .isEqualTo("Attempt 2 of 8 has been in progress on worker worker-1 since "
                        + MomentInWords.of(now.minusSeconds(1), now) + ".");
        assertThat(fixture.details(id).releasable()).isFalse();
    }

    @Test
    void aLockOfADeadWorkerIsReleasedByTheOthers() {
        ready();
        fixture.worker("worker-2/b", -1);
        String id =
                fixture.database.insertEvent(row -> row.attempts(2).locked(now.minusSeconds(1), "worker-2/b/claim"));

        assertThat(why(id)).contains("by worker worker-2, which is dead: its heartbeat expired at");
        assertThat(next(id)).isEqualTo("A worker will release the lock within seconds, and the event is retried.");
        assertThat(fixture.details(id).releasable()).isTrue();
    }

    @Test
    void aStaleLockOfAnotherProgramCanBeReleasedByHand() {
        String id = fixture.database.insertEvent(row -> row.locked(now.minus(11, ChronoUnit.MINUTES), "cron-1"));

        assertThat(why(id)).startsWith("The lock is stale: cron-1 took it at").endsWith("more than 10 min ago.");
        assertThat(next(id))
                .isEqualTo("No worker is running to release the lock; start the service, or release it by hand.");
        assertThat(fixture.details(id).releasable()).isTrue();
    }

    @Test
    void anotherProgramsLockIsRespectedUntilItIsStale() {
        String id = fixture.database.insertEvent(row -> row.locked(now, "cron-1"));

        assertThat(why(id)).endsWith("by cron-1, which is not a running worker of this service.");
        assertThat(next(id)).startsWith("The lock's holder records the outcome; if the lock is still held at");
    }

    @Test
    void aDeliveredEventSaysWhichAttemptItWas() {
        String id = fixture.database.insertEvent(
                row -> row.status("SUCCEEDED").attempts(2).dedupeKey("crm:2"));
        fixture.attempt(id, 1, "RETRY", 503, HTTP_503);
        fixture.attempt(id, 2, "DELIVERED", 202, null);
        fixture.database.update(
                "INSERT INTO courier.delivered_key (dedupe_key, webhook_event_id) VALUES ('crm:2', ?)", id);

        assertThat(why(id)).startsWith("Delivered at ").endsWith(" by attempt 2 of 8: the receiver returned HTTP 202.");
        assertThat(next(id)).contains("only a replay will");
    }

    @Test
    void aSkippedEventSaysWhatWasMissing() {
        String id = fixture.database.insertEvent(row -> row.status("SUCCEEDED").attempts(1));
        fixture.attempt(id, 1, "SKIPPED", null, "missing_secret");

        assertThat(why(id)).isEqualTo("Nothing was sent, because the workspace has no webhook secret.");
    }

    @Test
    void aDuplicateNamesTheDeliveredEvent() {
        String id = fixture.database.insertEvent(
                row -> row.status("SUCCEEDED").attempts(1).dedupeKey("crm:3"));
        fixture.attempt(id, 1, "DUPLICATE", null, null);
        fixture.database.update(
                "INSERT INTO courier.delivered_key (dedupe_key, webhook_event_id) VALUES ('crm:3', 'event-9')");

        assertThat(why(id)).isEqualTo("Not sent again: its dedupeKey had been delivered as event event-9.");
    }

    @Test
    void successWithoutAnAttemptIsReported() {
        String id = fixture.database.insertEvent(row -> row.status("SUCCEEDED"));

        assertThat(why(id)).startsWith("Succeeded, but the attempt log has no delivery");
    }

    @Test
    void aTerminalFailureSaysWhy() {
        String id = fixture.database.insertEvent(row -> row.status("FAILED").attempts(1));
        fixture.set(id, "\"lastError\" = 'missing_lead_id'");
        fixture.attempt(id, 1, "FAILED", null, "missing_lead_id");

        assertThat(fixture.details(id).explanation())
                .isEqualTo(new Explanation(
                        "Failed permanently at attempt 1 of 8: the payload has no lead.",
                        "No action until it is replayed."));
    }

    @Test
    void usedUpAttemptsAreCounted() {
        String error = "crm_webhook_network_error: crm_webhook_timeout after 10000ms";
        String id = fixture.database.insertEvent(row -> row.status("FAILED").attempts(8));
        fixture.set(id, "\"lastError\" = '" + error + "'");

        assertThat(why(id))
                .isEqualTo("Failed after 8 of 8 attempts; at the last one, the receiver did not answer within 10 s.");
    }

    @Test
    void anAttemptThatEndedWithItsWorkerMayHaveBeenSent() {
        String id = fixture.database.insertEvent(row -> row.status("FAILED").attempts(8));
        fixture.set(id, "\"lastError\" = 'Released stale RUNNING lock; the last attempt may not have been sent'");

        assertThat(why(id)).contains("may or may not have reached the receiver");
    }

    @Test
    void theRequestIsSignedForTheLastAttemptAndShowsNoSecret() {
        ready();
        String id = fixture.database.insertEvent(row -> row.attempts(1));
        fixture.attempt(id, 1, "RETRY", 503, HTTP_503);

        RequestPreview request = fixture.details(id).request();

        assertThat(request.url()).isEqualTo("https://hooks.example.com:443");
        assertThat(request.body()).startsWith("{\"eventId\":").contains("\"leadId\":\"lead-1\"");
        assertThat(request.headers())
                .containsEntry("x-zrg-delivery-id", id)
                .containsEntry("x-zrg-event", "lead_created")
                .containsEntry(
                        "x-zrg-signature",
                        WebhookSignature.of(
                                SigningKey.of("whsec_story"),
                                request.headers().get("x-zrg-timestamp"),
                                request.body().getBytes(StandardCharsets.UTF_8)));
        assertThat(fixture.details(id).toString()).doesNotContain("whsec_story").doesNotContain("/path-token");
    }

    @Test
    void aRequestThatCannotBeMadeSaysWhy() {
        ready();
        String id = fixture.database.insertEvent(row -> row.raw("{\"row\": {}}"));

        assertThat(fixture.details(id).request().body()).isNull();
        assertThat(fixture.details(id).request().problem()).isEqualTo("the payload has no lead");
    }

    @Test
    void aHugePayloadIsNotRead() {
        String id = fixture.database.insertEvent(
                row -> row.raw("{\"leadId\": \"l\", \"row\": {\"text\": \"" + "x".repeat(300_000) + "\"}}"));

        EventDetails details = fixture.details(id);

        assertThat(details.event().payload()).isNull();
        assertThat(details.event().payloadPresent()).isTrue();
        assertThat(details.request().problem()).isEqualTo("the payload is too large to be shown");
    }

    @Test
    void anUnknownIdHasNoStory() {
        assertThat(fixture.inspection.event("nobody")).isEmpty();
        assertThat(fixture.inspection.event("\0")).isEmpty();
    }

    private void ready() {
        fixture.worker("worker-1/a", 30);
        fixture.database.insertWorkspace(
                "workspace-1", "https://hooks.example.com/path-token", "whsec_story", "lead_created");
    }

    private String why(String id) {
        return fixture.details(id).explanation().why();
    }

    private String next(String id) {
        return fixture.details(id).explanation().next();
    }
}
