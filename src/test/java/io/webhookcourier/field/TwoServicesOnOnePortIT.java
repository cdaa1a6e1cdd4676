package io.webhookcourier.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webhookcourier.process.CourierProcess;
import io.webhookcourier.process.WorkingFolder;
import io.webhookcourier.support.TestDatabase;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Two services with the same ports are started at once, say by two units of systemd: both find the ports free. */
@Execution(ExecutionMode.CONCURRENT)
class TwoServicesOnOnePortIT {

    private static final Duration LIMIT = Duration.ofSeconds(120);

    @Test
    void oneRunsAndTheOtherEndsWithOneLine() throws Exception {
        WorkingFolder folder = WorkingFolder.create();
        folder.set("courier.http.port", freePort());
        try (TestDatabase database = TestDatabase.ofTheApplication();
                Connection turn = migrationsAreHeldUp(database)) {
            Map<String, String> environment =
                    Map.of("DATABASE_URL", database.jdbcUrl() + "?user=postgres", "COURIER_DEMO", "false");
            try (CourierProcess one = CourierProcess.start(folder, environment);
                    CourierProcess other = CourierProcess.start(folder, environment)) {
                // Both have looked at their ports.
                await("two services that wait").atMost(LIMIT).until(() -> database.value(
                                "SELECT count(*) FROM pg_stat_activity WHERE datname ="
                                        + " current_database() AND application_name = 'webhook-courier migrations'"
                                        + " AND wait_event = 'advisory'")
                        .equals(2L));
                turn.rollback();
                await("the end of one of them").atMost(LIMIT).until(() -> !one.isAlive() || !other.isAlive());

                CourierProcess ended = one.isAlive() ? other : one;
                CourierProcess running = ended == one ? other : one;
                assertThat(ended.awaitExit(LIMIT)).isEqualTo(2);
                assertThat(ended.stderr())
                        .startsWith("courier.http.port: cannot listen on 127.0.0.1:")
                        .hasLineCount(1);
                assertThat(ended.stdout()).doesNotContain("console  ", "\tat ");
                assertThat(List.of(running.isAlive(), ended.isAlive())).containsExactly(true, false);
            }
        }
    }

    private static Connection migrationsAreHeldUp(TestDatabase database) throws SQLException {
        Connection connection = database.dataSource().getConnection();
        connection.setAutoCommit(false);
        TestDatabase.query(
                connection, "SELECT pg_advisory_xact_lock(hashtextextended('webhook-courier migrations', 0)) IS NULL");
        return connection;
    }

    private static String freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }
}
