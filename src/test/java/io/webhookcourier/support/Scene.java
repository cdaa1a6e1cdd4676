package io.webhookcourier.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.awaitility.core.ThrowingRunnable;

/** A database, a receiver and a service between them; one for all tests of a class, each with a workspace of its own. */
public final class Scene implements AutoCloseable {

    public static final String SECRET = "whsec_scenario";

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final TestDatabase database;
    private final Receiver receiver = Receiver.start();
    private final RunningCourier courier;

    private Scene(TestDatabase database, Map<String, String> settings) {
        this.database = database;
        this.courier = RunningCourier.start(database, settings);
    }

    public static Scene start(Map<String, String> settings) {
        return new Scene(TestDatabase.create(), settings);
    }

    public static Scene start(TestDatabase database, Map<String, String> settings) {
        return new Scene(database, settings);
    }

    public TestDatabase database() {
        return database;
    }

    public Receiver receiver() {
        return receiver;
    }

    public RunningCourier courier() {
        return courier;
    }

    /** A fresh workspace that wants all events at the receiver. */
    public String workspace() {
        String workspace = "ws-" + UUID.randomUUID();
        database.insertWorkspace(workspace, receiver.url(), SECRET, "lead_created", "crm_row_updated");
        return workspace;
    }

    /** A due row of a fresh workspace. */
    public String event(Consumer<EventRow> changes) {
        String workspace = workspace();
        return database.insertEvent(row -> changes.accept(row.workspaceId(workspace)));
    }

    /** A due row, whose receiver responds as given; the answers are in place before the row is. */
    public String eventAnswered(Consumer<EventRow> changes, Answer... answers) {
        String id = UUID.randomUUID().toString();
        receiver.answer(id, answers);
        return event(row -> changes.accept(row.id(id)));
    }

    /** The row, once it has this status. */
    public Map<String, Object> awaitStatus(String id, String status) {
        eventually(() -> assertThat(database.row(id)).containsEntry("status", status));
        return database.row(id);
    }

    /** The attempt log of the event, once it has so many lines. */
    public List<Map<String, Object>> awaitAttempts(String id, int count) {
        eventually(() -> assertThat(database.attempts(id)).hasSizeGreaterThanOrEqualTo(count));
        return database.attempts(id);
    }

    public static void eventually(ThrowingRunnable assertion) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(20)).untilAsserted(assertion);
    }

    @Override
    public void close() {
        courier.close();
        receiver.close();
        database.close();
    }
}
