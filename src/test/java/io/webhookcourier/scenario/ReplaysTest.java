package io.webhookcourier.scenario;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.dispatch.QueueFixtures;
import io.webhookcourier.operations.OperationRefusedException;
import io.webhookcourier.operations.Operations;
import io.webhookcourier.operations.Operator;
import io.webhookcourier.operations.Pauses;
import io.webhookcourier.operations.Replay;
import io.webhookcourier.operations.ReplayBounds;
import io.webhookcourier.operations.ReplayFilter;
import io.webhookcourier.operations.ReplayOptions;
import io.webhookcourier.operations.Replayed;
import io.webhookcourier.support.Answer;
import io.webhookcourier.support.Http;
import io.webhookcourier.support.ReceivedRequest;
import io.webhookcourier.support.Scene;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What operators do, while a service runs beside them (contract, sections 3 and 4). */
class ReplaysTest {

    private static final Operator ADA = new Operator("ada", "asked for by the receiver");
    private static final ReplayOptions FORCE = new ReplayOptions(true, false);

    /** Polls so seldom that whatever leaves at once was woken. */
    private static final Map<String, String> SELDOM = Map.of("courier.queue.poll-interval", "1h");

    private static Scene scene;
    private static Replay replay;

    @BeforeAll
    static void start() {
        scene = Scene.start(SELDOM);
        replay = Operations.of(scene.database().dataSource(), QueueFixtures.STATEMENTS, List.of("CRM"))
                .replay();
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    @RepeatedTest(5)
    void aDeliveredEventThatIsForcedIsPostedAgainWithTheSameIdAndBody() throws Exception {
        String id = delivered();

        replay.event(id, FORCE, ADA);
        scene.awaitAttempts(id, 2);
        scene.awaitStatus(id, "SUCCEEDED");

        assertThat(outcomes(id)).containsExactly("DELIVERED", "DELIVERED");
        List<ReceivedRequest> requests = scene.receiver().requests(id);
        assertThat(requests).hasSize(2);
        assertThat(requests.get(1).text()).isEqualTo(requests.get(0).text());
    }

    @RepeatedTest(10)
    void everyAcceptedReplayLeadsToExactlyOnePost() throws Exception {
        String id = delivered();
        int expected = 1;
        // No waiting for anything: wherever a delivery is by now, a replay is refused or leads to one more.
        for (int accepted = 0; accepted < 5; ) {
            try {
                Replayed replayed = replay.event(id, FORCE, ADA);
                accepted++;
                expected += replayed.previousStatus().equals("SUCCEEDED") ? 1 : 0;
            } catch (OperationRefusedException refused) {
                assertThat(refused.why()).isEqualTo(OperationRefusedException.Cause.RUNNING);
            }
        }
        scene.awaitStatus(id, "SUCCEEDED");
        int posts = expected;

        eventually(() -> assertThat(scene.receiver().requests(id)).hasSize(posts));
        scene.awaitAttempts(id, posts);
        assertThat(outcomes(id)).hasSize(posts).containsOnly("DELIVERED");
        assertThat(scene.database().row(id)).containsEntry("attempts", 1);
    }

    @Test
    void theGuardHoldsAgainAfterTheReplay() throws Exception {
        String id = delivered();
        replay.event(id, FORCE, ADA);
        scene.awaitAttempts(id, 2);
        scene.awaitStatus(id, "SUCCEEDED");

        scene.database()
                .update(
                        "UPDATE \"WebhookEvent\" SET \"status\" = 'PENDING', \"runAt\" = now() AT TIME ZONE 'UTC' WHERE"
                                + " \"id\" = ?",
                        id);
        wake();

        scene.awaitAttempts(id, 3);
        assertThat(outcomes(id)).containsExactly("DELIVERED", "DELIVERED", "DUPLICATE");
    }

    @Test
    void whatFailedIsDeliveredByAReplayOfMany() throws Exception {
        String workspace = scene.workspace();
        String id = UUID.randomUUID().toString();
        scene.receiver().answer(id, Answer.status(400), Answer.status(200));
        scene.database().insertEvent(row -> row.id(id).workspaceId(workspace));
        wake();
        scene.awaitStatus(id, "FAILED");

        Operations.of(scene.database().dataSource(), QueueFixtures.STATEMENTS, List.of("CRM"))
                .bulkReplay()
                .start(ReplayFilter.failed(workspace, null), ReplayOptions.DEFAULT, ReplayBounds.DEFAULT, true, ADA);

        scene.awaitStatus(id, "SUCCEEDED");
        assertThat(outcomes(id)).containsExactly("FAILED", "DELIVERED");
    }

    @Test
    void skippedEventsAreListedAndReplayedOnceConfigured() throws Exception {
        String workspace = "late-" + UUID.randomUUID();
        scene.database().insertWorkspace(workspace, false, scene.receiver().url(), Scene.SECRET, "lead_created");
        String skipped = scene.database().insertEvent(row -> row.workspaceId(workspace));
        String delivered = delivered();
        wake();
        scene.awaitStatus(skipped, "SUCCEEDED");
        Http api = Http.to(scene.courier().url());
        String list = api.get("/api/v1/events?outcome=SKIPPED&workspaceId=" + workspace)
                .body();
        assertThat(list).contains(skipped, "\"outcome\":\"SKIPPED\"", "\"outcomeReason\":\"disabled\"");
        assertThat(api.get("/api/v1/events?outcome=SKIPPED").body())
                .contains(skipped)
                .doesNotContain(delivered);
        scene.database()
                .update(
                        "UPDATE \"WorkspaceSettings\" SET \"crmWebhookEnabled\" = true WHERE \"clientId\" = ?",
                        workspace);

        Operations.of(scene.database().dataSource(), QueueFixtures.STATEMENTS, List.of("CRM"))
                .bulkReplay()
                .start(
                        new ReplayFilter(ReplayFilter.Ended.SKIPPED, null, null, null, null, null),
                        ReplayOptions.DEFAULT,
                        ReplayBounds.DEFAULT,
                        true,
                        ADA);

        eventually(() -> assertThat(scene.receiver().requests(skipped)).hasSize(1));
        scene.awaitAttempts(skipped, 2);
        assertThat(outcomes(skipped)).containsExactly("SKIPPED", "DELIVERED");
        assertThat(outcomes(delivered)).containsExactly("DELIVERED");
    }

    @Test
    void whatWasPausedLeavesAtOnceWhenItIsResumed() throws Exception {
        Pauses pauses = Operations.of(scene.database().dataSource(), QueueFixtures.STATEMENTS, List.of("CRM"))
                .pauses();
        String workspace = scene.workspace();
        pauses.pauseWorkspace(workspace, ADA);
        String paused = scene.database().insertEvent(row -> row.workspaceId(workspace));
        String other = scene.event(row -> {});
        wake();
        scene.awaitStatus(other, "SUCCEEDED");
        assertThat(scene.database().row(paused)).containsEntry("status", "PENDING");

        pauses.resumeWorkspace(workspace, ADA);

        scene.awaitStatus(paused, "SUCCEEDED");
    }

    private static String delivered() {
        String id = scene.event(row -> {});
        wake();
        scene.awaitStatus(id, "SUCCEEDED");
        eventually(() -> assertThat(scene.receiver().requests(id)).hasSize(1));
        return id;
    }

    private static void wake() {
        scene.database().query("SELECT pg_notify('courier_wakeup', '')");
    }

    private static List<Object> outcomes(String id) {
        return scene.database().attempts(id).stream()
                .map(attempt -> attempt.get("outcome"))
                .toList();
    }
}
