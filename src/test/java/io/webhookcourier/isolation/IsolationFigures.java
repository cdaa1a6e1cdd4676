package io.webhookcourier.isolation;

import io.webhookcourier.process.CourierProcess;
import io.webhookcourier.process.WorkingFolder;
import io.webhookcourier.support.Answer;
import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.Scene;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Measures on the packaged jar what backlogs of others cost: how long the events of an endpoint that answers take, and what a claim costs.
 * No test: it asserts nothing, and runs only when it is named. Needs a PostgreSQL with pg_stat_statements, in which it
 * makes a database of its own:
 *
 * <pre>mvn package -DskipTests
 * mvn test -Dtest=IsolationFigures -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dfigures.server=jdbc:postgresql://127.0.0.1:5432/ -Dfigures.user=postgres</pre>
 *
 * Also: {@code figures.rows} (100000), {@code figures.finished} rows of history (0), {@code figures.seconds} (30).
 */
class IsolationFigures {

    private static final String DATABASE = "courier_figures";
    private static final int PER_SECOND = 20;
    private static final int WARM_UP_SECONDS = 10;

    private final String server = System.getProperty("figures.server", "jdbc:postgresql://127.0.0.1:5432/");
    private final String user = System.getProperty("figures.user", "postgres");
    private final int rows = Integer.getInteger("figures.rows", 100_000);
    private final int finished = Integer.getInteger("figures.finished", 0);
    private final int seconds = Integer.getInteger("figures.seconds", 30);

    private final CountDownLatch released = new CountDownLatch(1);
    private final Receiver healthy = Receiver.start();
    private final Receiver hanging = Receiver.start();

    @Test
    void measure() throws Exception {
        hanging.otherwise(Answer.status(200).heldUntil(released));
        print(
                "| backlog | events | p50 ms | p99 ms | max ms | claims/s | mean ms | max ms | claiming, share of time |");
        print("|---|---|---|---|---|---|---|---|---|");
        run("none", "10s", "");
        run("one endpoint that never answers, limit 10 s", "10s", backlog("CRM", "'hanging-0'", "NULL"));
        run("the same, limit 2.5 s", "2500ms", backlog("CRM", "'hanging-0'", "NULL"));
        run("another provider's", "10s", backlog("INBOXXIA", "'healthy'", "NULL"));
        run("five that never answer, named in the payload only", "10s", backlog("CRM", "NULL", "'hanging-' || i % 5"));
        run("rows without a workspace", "10s", backlog("CRM", "NULL", "NULL"));
        run("an endpoint that answers after 20 ms", "10s", backlog("CRM", "'slow'", "NULL"));
        released.countDown();
    }

    private void run(String name, String timeout, String backlog) throws Exception {
        createDatabase();
        Receiver slow = Receiver.start();
        slow.otherwise(Answer.status(200).after(Duration.ofMillis(20)));
        try (Connection connection = DriverManager.getConnection(server + DATABASE, user, null)) {
            connection.setAutoCommit(true);
            workspace(connection, "healthy", healthy.url());
            workspace(connection, "slow", slow.url());
            for (int i = 0; i < 5; i++) {
                workspace(connection, "hanging-" + i, hanging.url());
            }
            if (finished > 0) {
                execute(connection, HISTORY.formatted(finished));
            }
            if (!backlog.isEmpty()) {
                execute(connection, backlog);
            }
            if (finished > 0) {
                execute(connection, "ANALYZE");
            }
            try (CourierProcess courier = CourierProcess.start(folder(timeout), Map.of())) {
                deliver(connection, "warm-up", WARM_UP_SECONDS);
                execute(connection, "SELECT pg_stat_statements_reset()");
                deliver(connection, "measured", seconds);
                print("| " + name + " | " + figures(connection) + " |");
                courier.terminate();
                courier.awaitExit(Duration.ofMinutes(1));
            }
        } finally {
            slow.close();
        }
    }

    private void deliver(Connection connection, String prefix, int forSeconds) throws Exception {
        try (PreparedStatement insert = connection.prepareStatement(EVENT)) {
            for (int i = 0; i < forSeconds * PER_SECOND; i++) {
                insert.setString(1, prefix + "-" + i);
                insert.setString(2, prefix + "-" + i);
                insert.execute();
                TimeUnit.MILLISECONDS.sleep(1_000 / PER_SECOND);
            }
        }
        TimeUnit.SECONDS.sleep(2);
    }

    private String figures(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            ResultSet latency = statement.executeQuery(LATENCY);
            latency.next();
            String first = "%d of %d | %.0f | %.0f | %.0f"
                    .formatted(
                            latency.getLong(1),
                            seconds * PER_SECOND,
                            latency.getDouble(2),
                            latency.getDouble(3),
                            latency.getDouble(4));
            ResultSet claims = statement.executeQuery(CLAIMS);
            claims.next();
            double share = claims.getDouble(2) / 10.0 / (seconds + 2);
            return first
                    + " | %.1f | %.2f | %.0f | %.2f %%"
                            .formatted(
                                    claims.getLong(1) / (seconds + 2.0),
                                    claims.getDouble(2) / claims.getLong(1),
                                    claims.getDouble(3),
                                    share);
        }
    }

    private void createDatabase() throws Exception {
        try (Connection connection = DriverManager.getConnection(server + "postgres", user, null)) {
            execute(connection, "DROP DATABASE IF EXISTS " + DATABASE + " WITH (FORCE)");
            execute(connection, "CREATE DATABASE " + DATABASE);
        }
        try (Connection connection = DriverManager.getConnection(server + DATABASE, user, null)) {
            execute(connection, "CREATE EXTENSION pg_stat_statements");
            execute(
                    connection,
                    Files.readString(Path.of("src", "main", "resources", "db", "application", "prisma-schema.sql")));
        }
    }

    /** The project's own settings and routes, but for these. */
    private WorkingFolder folder(String timeout) {
        WorkingFolder folder = WorkingFolder.create();
        folder.set("courier.database.url", server + DATABASE);
        folder.set("courier.database.username", user);
        folder.set("courier.delivery.timeout", timeout);
        folder.set("courier.egress.allow-http", "true");
        folder.set("courier.egress.allowed-networks", "127.0.0.0/8");
        return folder;
    }

    private static void workspace(Connection connection, String name, String url) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(WORKSPACE)) {
            insert.setString(1, name);
            insert.setString(2, name);
            insert.setString(3, url);
            insert.setString(4, Scene.SECRET);
            insert.execute();
        }
    }

    private String backlog(String provider, String workspace, String named) {
        return BACKLOG.formatted(provider, workspace, named, rows);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void print(String line) {
        System.out.println(line);
    }

    private static final String WORKSPACE = """
            INSERT INTO "WorkspaceSettings" ("id", "clientId", "crmWebhookEnabled", "crmWebhookUrl",
                "crmWebhookEvents", "crmWebhookSecret", "updatedAt")
            VALUES (?, ?, true, ?, '{lead_created}', ?, now())""";

    private static final String EVENT = """
            INSERT INTO "WebhookEvent" ("id", "provider", "eventType", "dedupeKey", "workspaceId", "raw", "runAt",
                "createdAt", "updatedAt")
            VALUES (?, 'CRM', 'lead_created', ?, 'healthy', '{"leadId": "l", "row": {"name": "Ada"}}',
                clock_timestamp() AT TIME ZONE 'UTC', clock_timestamp() AT TIME ZONE 'UTC', now())""";

    /** Payloads of about 1 KB. */
    private static final String BACKLOG = """
            INSERT INTO "WebhookEvent" ("id", "provider", "eventType", "dedupeKey", "workspaceId", "raw", "runAt",
                "updatedAt")
            SELECT 'backlog-' || i, '%s', 'lead_created', 'backlog-' || i, %s,
                   jsonb_build_object('leadId', 'lead-' || i, 'workspaceId', %s,
                       'row', jsonb_build_object('notes', repeat(md5(i::text), 28))),
                   (now() AT TIME ZONE 'UTC') - interval '1 hour' + i * interval '1 millisecond', now()
            FROM generate_series(1, %d) AS i""";

    private static final String HISTORY = """
            INSERT INTO "WebhookEvent" ("id", "provider", "eventType", "dedupeKey", "workspaceId", "raw", "status",
                "attempts", "runAt", "updatedAt")
            SELECT 'finished-' || i, 'CRM', 'lead_created', 'finished-' || i, 'healthy', '{"leadId": "l"}',
                   'SUCCEEDED', 1, (now() AT TIME ZONE 'UTC') - interval '2 days' + i * interval '10 milliseconds', now()
            FROM generate_series(1, %d) AS i""";

    private static final String LATENCY = """
            SELECT count(*) FILTER (WHERE e."status" = 'SUCCEEDED'),
                   percentile_cont(0.5) WITHIN GROUP (ORDER BY t.millis),
                   percentile_cont(0.99) WITHIN GROUP (ORDER BY t.millis),
                   max(t.millis)
            FROM "WebhookEvent" AS e,
                 LATERAL (SELECT extract(epoch FROM coalesce(e."finishedAt", now() AT TIME ZONE 'UTC')
                              - e."createdAt") * 1000 AS millis) AS t
            WHERE e."id" LIKE 'measured-%'""";

    private static final String CLAIMS = """
            SELECT sum(s.calls), sum(s.total_exec_time), max(s.max_exec_time)
            FROM pg_stat_statements AS s
            JOIN pg_database AS d ON d.oid = s.dbid
            WHERE d.datname = current_database() AND s.query LIKE '%candidate AS MATERIALIZED%'""";
}
