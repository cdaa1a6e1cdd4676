package io.webhookcourier.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** One endpoint that fails all the time is seen, however many others succeed. */
class FailingEndpointsTest {

    @Test
    void onlyEndpointsThatHaveAcceptedNothingInBothHoursCount() throws SQLException {
        try (TestDatabase database = TestDatabase.create()) {
            hour(database, "fails", 0, 0, 3);
            hour(database, "fails", 1, 0, 1);
            hour(database, "fails-since-this-hour", 0, 0, 5);
            hour(database, "failed-and-recovered", 0, 2, 1);
            hour(database, "failed-and-recovered", 1, 0, 9);
            hour(database, "failed-long-ago", 5, 0, 9);
            hour(database, "failed-long-ago", 6, 0, 9);
            FailingEndpoints endpoints = new FailingEndpoints(database.dataSource());

            endpoints.refresh();

            assertThat(endpoints.count()).isEqualTo(1);
        }
    }

    private static void hour(TestDatabase database, String workspace, int hoursAgo, int delivered, int retried) {
        database.update(
                "INSERT INTO courier.workspace_figures (workspace_id, hour, delivered, retried, failed, not_sent)"
                        + " VALUES (?, date_trunc('hour', now()) - ? * interval '1 hour', ?, ?, 0, 0)",
                workspace,
                hoursAgo,
                delivered,
                retried);
    }
}
