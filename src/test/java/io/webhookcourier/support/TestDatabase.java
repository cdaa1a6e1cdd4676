package io.webhookcourier.support;

import io.webhookcourier.config.Settings;
import io.webhookcourier.database.ApplicationTables;
import io.webhookcourier.database.Migrations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * A fresh database on a real PostgreSQL 18, dropped at close. One server serves all tests of a JVM, so that another
 * database costs some 50 ms.
 *
 * <p>Values come back as Java types that keep time right: both kinds of timestamps as {@link Instant} (the
 * application's, without zone, read as UTC), enums and jsonb as String, arrays as {@link List}.
 */
public final class TestDatabase implements AutoCloseable {

    private static final String INSERT_EVENT =
            "INSERT INTO \"WebhookEvent\" (\"id\", \"provider\", \"eventType\", \"dedupeKey\", \"status\","
                    + " \"runAt\", \"attempts\", \"maxAttempts\", \"lockedAt\", \"lockedBy\", \"startedAt\","
                    + " \"workspaceId\", \"raw\", \"createdAt\", \"updatedAt\") VALUES (?,"
                    + " ?::text::\"WebhookProvider\", ?, ?, ?::text::\"WebhookEventStatus\","
                    + " coalesce(?, (now() AT TIME ZONE 'UTC') - interval '1 second'), ?, ?, ?, ?, ?, ?,"
                    + " ?::text::jsonb, coalesce(?, now() AT TIME ZONE 'UTC'), now() AT TIME ZONE 'UTC')";

    private final String name;
    private final DataSource dataSource;

    private TestDatabase(String template) {
        name = TestServer.running().createDatabase(template);
        dataSource = TestServer.running().dataSource(name);
    }

    /** With the application's tables and schema courier. */
    public static TestDatabase create() {
        return new TestDatabase(TestServer.COURIER);
    }

    /** As {@link #create()}, with a TimeZone that sessions start with unless their client names one. */
    public static TestDatabase create(String timezone) {
        TestDatabase database = create();
        TestServer.running().execute("ALTER DATABASE " + database.name + " SET timezone = '" + timezone + "'");
        return database;
    }

    /** With the application's tables, as the application leaves them: what a first start finds. */
    public static TestDatabase ofTheApplication() {
        return new TestDatabase(TestServer.APPLICATION);
    }

    /** With the application's tables and schema courier, in encoding SQL_ASCII, which takes any bytes. */
    public static TestDatabase ofAnyBytes() {
        TestDatabase database = new TestDatabase(TestServer.EMPTY + " ENCODING 'SQL_ASCII'");
        try (Connection connection = database.dataSource.getConnection()) {
            ApplicationTables.create(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        new Migrations(database.dataSource, "public").migrate();
        return database;
    }

    /** With nothing in it. */
    public static TestDatabase empty() {
        return new TestDatabase(TestServer.EMPTY);
    }

    /**
     * With nothing in it.
     *
     * @param options as CREATE DATABASE takes them, say {@code ENCODING 'SQL_ASCII'}
     */
    public static TestDatabase emptyWith(String options) {
        return new TestDatabase(TestServer.EMPTY + " " + options);
    }

    public String name() {
        return name;
    }

    public String jdbcUrl() {
        return TestServer.running().jdbcUrl(name);
    }

    public String username() {
        return "postgres";
    }

    /** For opening a pool of ten connections; there is no password. */
    public Settings.Database settings() {
        return new Settings.Database(jdbcUrl(), username(), null, "public", false, 10, null);
    }

    /** Opens a connection at every call. */
    public DataSource dataSource() {
        return dataSource;
    }

    /** Inserts a row and returns its id. */
    public String insertEvent(Consumer<EventRow> changes) {
        EventRow row = new EventRow();
        changes.accept(row);
        update(INSERT_EVENT, parameters(row));
        return row.id;
    }

    /** Inserts rows that all appear at the same moment. */
    public void insertEvents(int count, Consumer<EventRow> changes) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(INSERT_EVENT)) {
            connection.setAutoCommit(false);
            for (int i = 0; i < count; i++) {
                EventRow row = new EventRow();
                changes.accept(row);
                bind(statement, parameters(row));
                statement.addBatch();
            }
            statement.executeBatch();
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(INSERT_EVENT, e);
        }
    }

    private static Object[] parameters(EventRow row) {
        return new Object[] {
            row.id,
            row.provider,
            row.eventType,
            row.dedupeKey == null ? "test:" + row.id : row.dedupeKey,
            row.status,
            utc(row.runAt),
            row.attempts,
            row.maxAttempts,
            utc(row.lockedAt),
            row.lockedBy,
            utc(row.startedAt),
            row.workspaceId,
            row.raw == null ? deliverable(row) : row.raw,
            utc(row.createdAt)
        };
    }

    /** Inserts the settings of a workspace, enabled for the given event types. */
    public void insertWorkspace(String workspaceId, String url, String secret, String... events) {
        insertWorkspace(workspaceId, true, url, secret, events);
    }

    public void insertWorkspace(String workspaceId, boolean enabled, String url, String secret, String... events) {
        update(
                "INSERT INTO \"WorkspaceSettings\" (\"id\", \"clientId\", \"crmWebhookEnabled\", \"crmWebhookUrl\","
                        + " \"crmWebhookEvents\", \"crmWebhookSecret\", \"updatedAt\")"
                        + " VALUES (?, ?, ?, ?, ?::text[], ?, now() AT TIME ZONE 'UTC')",
                UUID.randomUUID().toString(),
                workspaceId,
                enabled,
                url,
                "{" + String.join(",", events) + "}",
                secret);
    }

    /** The row of {@code "WebhookEvent"}, column by column. */
    public Map<String, Object> row(String id) {
        return only(query("SELECT * FROM \"WebhookEvent\" WHERE \"id\" = ?", id));
    }

    /** The attempt log of an event, oldest first. */
    public List<Map<String, Object>> attempts(String eventId) {
        return query(
                "SELECT * FROM courier.delivery_attempt WHERE webhook_event_id = ? ORDER BY started_at, attempt",
                eventId);
    }

    public List<Map<String, Object>> query(String sql, Object... parameters) {
        try (Connection connection = dataSource.getConnection()) {
            return query(connection, sql, parameters);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The only value of a query's only row. */
    public Object value(String sql, Object... parameters) {
        return only(query(sql, parameters)).values().iterator().next();
    }

    /** Runs a statement and returns how many rows it changed. */
    public int update(String sql, Object... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            statement.execute();
            return Math.max(0, statement.getUpdateCount());
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** As {@link #query(String, Object...)}, on a connection of the caller's. */
    public static List<Map<String, Object>> query(Connection connection, String sql, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                List<Map<String, Object>> result = new ArrayList<>();
                while (rows.next()) {
                    result.add(columns(rows));
                }
                return result;
            }
        }
    }

    @Override
    public void close() {
        TestServer.running().dropDatabase(name);
    }

    private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object value = parameters[i] instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : parameters[i];
            statement.setObject(i + 1, value);
        }
    }

    private static Map<String, Object> columns(ResultSet rows) throws SQLException {
        ResultSetMetaData types = rows.getMetaData();
        Map<String, Object> result = new LinkedHashMap<>();
        for (int i = 1; i <= types.getColumnCount(); i++) {
            result.put(types.getColumnLabel(i), column(rows, i, types));
        }
        return result;
    }

    private static Object column(ResultSet rows, int i, ResultSetMetaData types) throws SQLException {
        if (types.getColumnType(i) == Types.TIMESTAMP) {
            return types.getColumnTypeName(i).equals("timestamptz") ? zoned(rows, i) : unzoned(rows, i);
        }
        if (types.getColumnType(i) == Types.ARRAY) {
            return rows.getArray(i) == null
                    ? null
                    : List.of((Object[]) rows.getArray(i).getArray());
        }
        return switch (types.getColumnTypeName(i)) {
            case "jsonb", "json" -> rows.getString(i);
            default -> rows.getObject(i);
        };
    }

    private static Instant zoned(ResultSet rows, int i) throws SQLException {
        OffsetDateTime value = rows.getObject(i, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static Instant unzoned(ResultSet rows, int i) throws SQLException {
        LocalDateTime value = rows.getObject(i, LocalDateTime.class);
        return value == null ? null : value.toInstant(ZoneOffset.UTC);
    }

    private static LocalDateTime utc(Instant value) {
        return value == null ? null : LocalDateTime.ofInstant(value, ZoneOffset.UTC);
    }

    private static String deliverable(EventRow row) {
        return """
                {"eventId": "%s", "eventType": "%s", "workspaceId": "%s", "leadId": "lead-1", "source": "test", \
                "row": {"name": "Ada", "score": 10.50}}""".formatted(row.id, row.eventType, row.workspaceId);
    }

    private static Map<String, Object> only(List<Map<String, Object>> rows) {
        if (rows.size() != 1) {
            throw new AssertionError("expected one row, found " + rows.size());
        }
        return rows.get(0);
    }
}
