package io.webhookcourier.operations;

import io.webhookcourier.database.Sql;
import io.webhookcourier.queue.QueueTable;
import io.webhookcourier.worker.WorkerWatch;
import io.webhookcourier.worker.WorkerWatch.Dead;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;

/** Takes dead workers off the list once they own no row of any queue. Thread-safe. */
public final class DeadWorkers {

    private final DataSource dataSource;
    private final WorkerWatch workers;
    private final String forgetStatement;

    /**
     * @param queues all that workers claim from
     * @param workers knows which workers are dead
     */
    public DeadWorkers(DataSource dataSource, List<QueueTable> queues, WorkerWatch workers) {
        this.dataSource = dataSource;
        this.workers = workers;
        this.forgetStatement = Sql.statement("operations/forget-dead-workers", queues);
    }

    /** @return the ids of those that were taken off */
    public List<String> forget() throws SQLException {
        List<Dead> dead = workers.dead();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(forgetStatement)) {
            statement.setArray(1, connection.createArrayOf("text", texts(dead, Dead::worker)));
            statement.setArray(2, connection.createArrayOf("text", texts(dead, Dead::lastHeartbeat)));
            List<String> forgotten = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    forgotten.add(rows.getString(1));
                }
            }
            return forgotten;
        }
    }

    private static Object[] texts(List<Dead> dead, Function<Dead, String> text) {
        return dead.stream().map(text).toArray();
    }
}
