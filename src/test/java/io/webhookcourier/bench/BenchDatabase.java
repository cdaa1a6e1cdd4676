package io.webhookcourier.bench;

import io.webhookcourier.database.ApplicationTables;
import io.webhookcourier.database.Migrations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The application's database of one measurement: made, filled, watched and dropped. */
final class BenchDatabase implements AutoCloseable {

    /** The service's main statements, by a part of their text that no others have. */
    enum Step {
        CLAIM("candidate AS MATERIALIZED"),
        RECORD("ending AS MATERIALIZED"),
        PURGE("DELETE FROM");

        private final String text;

        Step(String text) {
            this.text = text;
        }
    }

    private static final String SECRET = "whsec_benchmark";
    private static final String NAME = "bench";

    /** About 1 KB, as a CRM's row comes. */
    private static final String PAYLOAD = """
            jsonb_build_object('eventId', id, 'eventType', 'lead_created', 'occurredAt', '2026-01-01T00:00:00.000Z',
                'dedupeKey', key, 'leadId', 'lead-' || i, 'messageId', NULL, 'changedField', NULL, 'source', 'bench',
                'row', jsonb_build_object('id', 'lead-' || i, 'email', 'lead-' || i || '@example.test',
                    'name', 'Ada Lovelace', 'company', 'Example ' || i % 997, 'score', i % 100 + 0.5,
                    'tags', jsonb_build_array('new', 'inbound'),
                    'notes', (SELECT string_agg(md5(i::text || n), ' ') FROM generate_series(1, 17) AS n)))""";

    private final PostgresServer server;
    private final Connection control;

    private BenchDatabase(PostgresServer server) throws SQLException {
        this.server = server;
        this.control = server.dataSource("postgres").getConnection();
    }

    /** With the application's tables and a workspace for each endpoint: {@code w0}, {@code w1} and so on. */
    static BenchDatabase create(PostgresServer server, List<String> endpoints) throws SQLException {
        BenchDatabase database = new BenchDatabase(server);
        database.onControl("DROP DATABASE IF EXISTS " + NAME + " WITH (FORCE)");
        database.onControl("CREATE DATABASE " + NAME);
        database.onControl("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
        try (Connection connection = database.connect()) {
            ApplicationTables.create(connection);
            insertWorkspaces(connection, endpoints);
        }
        return database;
    }

    /** Creates schema courier, as the service's first start would. */
    void migrate() {
        new Migrations(server.dataSource(NAME), "public").migrate();
    }

    /** Adds due rows, spread over so many workspaces in turn. */
    void addDueRows(long rows, int workspaces) throws SQLException {
        addRows(rows, workspaces, "i * interval '1 ms'");
    }

    /** Adds due rows, as many for each of so many workspaces, due one after the other at random. */
    void addDueRowsInRandomOrder(long rows, int workspaces) throws SQLException {
        addRows(rows, workspaces, "random() * interval '30 minutes'");
    }

    private void addRows(long rows, int workspaces, String afterAnHourAgo) throws SQLException {
        load(
                "INSERT INTO \"WebhookEvent\" (\"id\", \"provider\", \"eventType\", \"dedupeKey\", \"workspaceId\","
                        + " \"raw\", \"runAt\", \"updatedAt\") SELECT id, 'CRM', 'lead_created', key, 'w' || i % ?, "
                        + PAYLOAD + ", due, due FROM generate_series(1, ?) AS i CROSS JOIN LATERAL (SELECT"
                        + " gen_random_uuid()::text AS id, 'crm:lead_created:' || md5(i::text) AS key,"
                        + " now() AT TIME ZONE 'UTC' - interval '1 hour' + " + afterAnHourAgo
                        + " AS due WHERE i > 0) AS x",
                (long) workspaces,
                rows);
    }

    /** Adds rows that were delivered before, with their attempts and keys; small ones, so that millions load quickly. */
    void addFinishedRows(long rows) throws SQLException {
        migrate();
        load(
                "INSERT INTO \"WebhookEvent\" (\"id\", \"provider\", \"eventType\", \"dedupeKey\", \"status\", \"runAt\","
                        + " \"attempts\", \"startedAt\", \"finishedAt\", \"workspaceId\", \"raw\", \"updatedAt\")"
                        + " SELECT 'old-' || lpad(i::text, 9, '0'), 'CRM', 'lead_created',"
                        + " 'crm:lead_created:old-' || lpad(i::text, 9, '0'), 'SUCCEEDED', at, 1, at, at, 'w0',"
                        + " '{}'::jsonb, at FROM generate_series(1, ?) AS i CROSS JOIN LATERAL (SELECT now() AT TIME ZONE"
                        + " 'UTC' - interval '30 days' + i * interval '500 ms' AS at WHERE i > 0) AS x",
                rows);
        load("INSERT INTO courier.delivery_attempt (webhook_event_id, claim_id, dedupe_key, provider, event_type,"
                + " workspace_id, attempt, worker, started_at, duration_ms, outcome, status_code) SELECT \"id\","
                + " gen_random_uuid(), \"dedupeKey\", 'CRM', \"eventType\", \"workspaceId\", 1, 'worker', \"startedAt\","
                + " 5, 'DELIVERED', 204 FROM \"WebhookEvent\" WHERE \"status\" = 'SUCCEEDED'");
        load("INSERT INTO courier.delivered_key (dedupe_key, webhook_event_id, delivered_at) SELECT \"dedupeKey\","
                + " \"id\", \"finishedAt\" FROM \"WebhookEvent\" WHERE \"status\" = 'SUCCEEDED'");
    }

    /** Leaves nothing of the load to be written during the measurement, and resets the counters. */
    void settle() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM ANALYZE");
        }
        onControl("CHECKPOINT");
        onControl("SELECT pg_stat_statements_reset()");
    }

    boolean isDrained() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT NOT EXISTS (SELECT FROM \"WebhookEvent\" WHERE \"status\" IN ('PENDING', 'RUNNING'))")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** Rows by status, those that are not SUCCEEDED only. */
    Map<String, Long> unfinished() throws SQLException {
        Map<String, Long> byStatus = new TreeMap<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT \"status\"::text, count(*) FROM \"WebhookEvent\""
                        + " WHERE \"status\" <> 'SUCCEEDED' GROUP BY 1")) {
            while (rows.next()) {
                byStatus.put(rows.getString(1), rows.getLong(2));
            }
        }
        return byStatus;
    }

    long walBytes() throws SQLException {
        return (long) number("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')");
    }

    /** Those of sessions that have ended, and of living ones that were idle for a second. */
    long commits() throws SQLException {
        return (long) number("SELECT xact_commit FROM pg_stat_database WHERE datname = '" + NAME + "'");
    }

    long statements() throws SQLException {
        return (long) number("SELECT coalesce(sum(s.calls), 0) FROM pg_stat_statements AS s"
                + " JOIN pg_database AS d ON d.oid = s.dbid WHERE d.datname = '" + NAME + "'");
    }

    /** How often each statement has run on this database since the last reset, most often first. */
    List<String> statementCounts() throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = control.createStatement();
                ResultSet found = statement.executeQuery("SELECT s.calls, round(s.total_exec_time)::bigint AS millis,"
                        + " left(regexp_replace(s.query, '\\s+', ' ', 'g'), 160) AS text FROM pg_stat_statements AS s"
                        + " JOIN pg_database AS d ON d.oid = s.dbid WHERE d.datname = '" + NAME
                        + "' ORDER BY s.calls DESC LIMIT 40")) {
            while (found.next()) {
                lines.add(String.format("%8d %8d ms  %s", found.getLong(1), found.getLong(2), found.getString(3)));
            }
        }
        return lines;
    }

    /** Milliseconds that the server spent on claims, or on records, waiting for the disk included. */
    double millis(Step step) throws SQLException {
        return number("SELECT coalesce(sum(total_exec_time), 0) FROM pg_stat_statements WHERE query LIKE '%" + step.text
                + "%'");
    }

    /** Milliseconds that the longest of them took since the last reset. */
    double longest(Step step) throws SQLException {
        return number("SELECT coalesce(max(max_exec_time), 0) FROM pg_stat_statements WHERE query LIKE '%" + step.text
                + "%'");
    }

    /** Sets the counters of statements to zero. */
    void resetCounters() throws SQLException {
        onControl("SELECT pg_stat_statements_reset()");
    }

    /** Rows that are past a retention of so many days: attempts, keys and SUCCEEDED rows together. */
    long rowsPast(int days) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT (SELECT count(*) FROM courier.delivery_attempt WHERE started_at < now() - d.days)"
                                + " + (SELECT count(*) FROM courier.delivered_key WHERE delivered_at < now() - d.days)"
                                + " + (SELECT count(*) FROM \"WebhookEvent\" WHERE \"status\" = 'SUCCEEDED'"
                                + " AND \"finishedAt\" < now() AT TIME ZONE 'UTC' - d.days)"
                                + " FROM (SELECT ?::int * interval '1 day' AS days) AS d")) {
            statement.setInt(1, days);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Whether each kind's round of retention is finished. */
    boolean isPurged() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT bool_and(coalesce(finished_at >= begun_at, false)) FROM courier.retention")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    long calls(Step step) throws SQLException {
        return (long)
                number("SELECT coalesce(sum(calls), 0) FROM pg_stat_statements WHERE query LIKE '%" + step.text + "%'");
    }

    Connection connect() throws SQLException {
        return server.dataSource(NAME).getConnection();
    }

    String jdbcUrl() {
        return server.jdbcUrl(NAME);
    }

    @Override
    public void close() throws SQLException {
        onControl("DROP DATABASE IF EXISTS " + NAME + " WITH (FORCE)");
        control.close();
    }

    private static void insertWorkspaces(Connection connection, List<String> endpoints) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO \"WorkspaceSettings\" (\"id\","
                + " \"clientId\", \"crmWebhookEnabled\", \"crmWebhookUrl\", \"crmWebhookEvents\","
                + " \"crmWebhookSecret\", \"updatedAt\") VALUES (?, ?, true, ?,"
                + " '{lead_created,crm_row_updated}', ?, now())")) {
            for (int i = 0; i < endpoints.size(); i++) {
                statement.setString(1, "settings-" + i);
                statement.setString(2, "w" + i);
                statement.setString(3, endpoints.get(i));
                statement.setString(4, SECRET);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private void load(String sql, Object... parameters) throws SQLException {
        try (Connection connection = connect();
                Statement session = connection.createStatement();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            // The load is not measured.
            session.execute("SET synchronous_commit = off");
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
        }
    }

    private double number(String sql) throws SQLException {
        try (Statement statement = control.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getDouble(1);
        }
    }

    private void onControl(String sql) throws SQLException {
        try (Statement statement = control.createStatement()) {
            statement.execute(sql);
        }
    }
}
