package io.webhookcourier.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webhookcourier.support.Answer;
import io.webhookcourier.support.ReceivedRequest;
import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.Scene;
import io.webhookcourier.support.TestDatabase;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two services and a worker of the earlier kind on one table (contract, section 3). */
class SeveralWorkersTest {

    private static final int ROWS = 2_000;

    private static final Receiver EARLIER = Receiver.start();

    @BeforeAll
    static void letTheEarlierWorkersReceiverTakeItsTime() {
        EARLIER.otherwise(Answer.status(200).after(Duration.ofMillis(3)));
    }

    @AfterAll
    static void stop() {
        EARLIER.close();
    }

    @Test
    void everyRowIsDeliveredOrTakenOnce() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (TestDatabase database = TestDatabase.create();
                Receiver receiver = Receiver.start();
                RunningCourier one = RunningCourier.start(database, instance("one"));
                RunningCourier other = RunningCourier.start(database, instance("other"))) {
            // No answer before both services hold rows, then slow ones: so each of the three has its share.
            CountDownLatch bothHoldRows = new CountDownLatch(1);
            receiver.otherwise(Answer.status(200).after(Duration.ofMillis(20)).heldUntil(bothHoldRows));
            for (int workspace = 0; workspace < 20; workspace++) {
                database.insertWorkspace("w" + workspace, receiver.url(), Scene.SECRET, "lead_created");
            }
            insertRows(database);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> database.value("SELECT count(DISTINCT split_part(\"lockedBy\", ':', 1))"
                                    + " FROM \"WebhookEvent\" WHERE \"status\" = 'RUNNING'")
                            .equals(2L));
            CompletableFuture<List<String>> earlier = CompletableFuture.supplyAsync(() -> workAsBefore(database, over));
            bothHoldRows.countDown();
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> database.value("SELECT count(*) FROM \"WebhookEvent\" WHERE \"status\" = 'SUCCEEDED'")
                            .equals((long) ROWS));
            over.set(true);
            List<String> taken = earlier.get(10, TimeUnit.SECONDS);

            List<String> all = new ArrayList<>(taken);
            receiver.requests().stream()
                    .map((ReceivedRequest request) -> request.header("x-zrg-delivery-id"))
                    .forEach(all::add);
            Set<String> distinct = new TreeSet<>(all);
            assertThat(distinct).as("every row").hasSize(ROWS);
            assertThat(all).as("and none twice").hasSize(ROWS);
            assertThat(taken).as("the earlier worker had its share").isNotEmpty();
            assertThat(database.query("SELECT DISTINCT worker FROM courier.delivery_attempt"))
                    .as("and so had both services")
                    .hasSize(2);
            assertThat(database.query("SELECT outcome, count(*) AS n FROM courier.delivery_attempt GROUP BY 1"))
                    .filteredOn(row -> !row.get("outcome").equals("RELEASED"))
                    .singleElement()
                    .satisfies(row -> assertThat(row)
                            .containsEntry("outcome", "DELIVERED")
                            .containsEntry("n", (long) (ROWS - taken.size())));
            assertThat(one.metric("courier_locks_lost_total") + other.metric("courier_locks_lost_total"))
                    .isZero();
        }
    }

    private static Map<String, String> instance(String id) {
        return Map.of("courier.instance-id", id, "courier.queue.poll-interval", "20ms");
    }

    private static void insertRows(TestDatabase database) {
        database.update("INSERT INTO \"WebhookEvent\" (\"id\", \"provider\", \"eventType\", \"dedupeKey\", \"runAt\","
                + " \"workspaceId\", \"raw\", \"updatedAt\") SELECT 'row-' || n, 'CRM', 'lead_created', 'key-' || n,"
                + " now() AT TIME ZONE 'UTC' - interval '1 minute', 'w' || n % 20,"
                + " '{\"leadId\": \"l\", \"row\": {}}', now() FROM generate_series(1, " + ROWS + ") AS n");
    }

    /** The earlier worker: due ids, then for each a conditional UPDATE, the work, and an UPDATE that ends it. */
    private static List<String> workAsBefore(TestDatabase database, AtomicBoolean over) {
        List<String> taken = new ArrayList<>();
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement due = connection.prepareStatement("SELECT \"id\" FROM \"WebhookEvent\""
                        + " WHERE \"status\" = 'PENDING' AND \"runAt\" <= now() AT TIME ZONE 'UTC'"
                        + " ORDER BY \"runAt\" LIMIT 20");
                PreparedStatement take = connection.prepareStatement("UPDATE \"WebhookEvent\" SET"
                        + " \"status\" = 'RUNNING', \"lockedAt\" = now() AT TIME ZONE 'UTC', \"lockedBy\" = 'earlier',"
                        + " \"attempts\" = \"attempts\" + 1 WHERE \"id\" = ? AND \"status\" = 'PENDING'");
                PreparedStatement end = connection.prepareStatement("UPDATE \"WebhookEvent\" SET"
                        + " \"status\" = 'SUCCEEDED', \"lockedBy\" = NULL, \"lockedAt\" = NULL WHERE \"id\" = ?")) {
            while (!over.get()) {
                for (String id : ids(due)) {
                    take.setString(1, id);
                    if (take.executeUpdate() == 1) {
                        taken.add(id);
                        work(id);
                        end.setString(1, id);
                        end.executeUpdate();
                    }
                }
            }
            return taken;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A request of a few milliseconds, which is what made the earlier worker slow. */
    private static void work(String id) {
        try (Socket socket = new Socket("127.0.0.1", EARLIER.port())) {
            socket.getOutputStream()
                    .write(("POST / HTTP/1.1\r\nx-zrg-delivery-id: " + id + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().read();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> ids(PreparedStatement due) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (ResultSet rows = due.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }
}
