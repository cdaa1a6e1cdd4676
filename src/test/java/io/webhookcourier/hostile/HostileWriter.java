package io.webhookcourier.hostile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.webhookcourier.hostile.HostileEvent.Way;
import io.webhookcourier.support.Http;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Puts generated events in, on a connection of its own. What is refused must be refused by an answer that says why; what
 * is a repetition counts as refused, too.
 */
final class HostileWriter implements AutoCloseable {

    /** Data exceptions, violated constraints, limits of the program; invalid parameters of courier.enqueue among them. */
    private static final Set<String> REFUSALS = Set.of("22", "23", "54");

    private static final Set<Integer> REFUSING_STATUSES = Set.of(400, 409, 413, 422);

    private static final String TAKEN = "taken";
    private static final String REPETITION = "repetition";

    private static final String INSERT = """
            INSERT INTO "WebhookEvent" ("id", "provider", "eventType", "dedupeKey", "workspaceId", "raw", "runAt",
                "createdAt", "updatedAt")
            VALUES (parts[1], 'CRM', parts[2], parts[3], parts[4], parts[5]::jsonb, now() AT TIME ZONE 'UTC',
                now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC');
            queued := true;""";

    private static final String ENQUEUE = """
            SELECT e.queued INTO queued
            FROM courier.enqueue(parts[1], parts[2], parts[3], parts[4]::jsonb, seed => parts[5], source => 'hostile')
                AS e;""";

    /**
     * Many events in one call, each by a statement in a transaction of its own, as an application would: the round trips
     * would take most of the time.
     */
    private static final String PROCEDURE = """
            CREATE PROCEDURE pg_temp.%s(events text[], INOUT answers text[])
            LANGUAGE plpgsql AS $procedure$
            DECLARE
                parts text[];
                queued boolean;
            BEGIN
                FOREACH parts SLICE 1 IN ARRAY events LOOP
                    BEGIN
                        %s
                        answers := answers || CASE WHEN queued THEN 'taken' ELSE 'repetition' END;
                    EXCEPTION WHEN OTHERS THEN
                        answers := answers || SQLSTATE::text;
                    END;
                    COMMIT;
                END LOOP;
            END $procedure$""";

    private final Connection connection;
    private final Http api;
    private final HostileTally tally;

    HostileWriter(Connection connection, Http api, HostileTally tally) throws SQLException {
        this.connection = connection;
        this.api = api;
        this.tally = tally;
        try (Statement statement = connection.createStatement()) {
            statement.execute(PROCEDURE.formatted("insert_each", INSERT));
            statement.execute(PROCEDURE.formatted("enqueue_each", ENQUEUE));
        }
    }

    void write(List<HostileEvent> events) throws SQLException {
        call(Way.INSERT, "CALL pg_temp.insert_each(?, ?)", events, event ->
                new String[] {event.id(), event.eventType(), event.dedupeKey(), event.workspaceId(), event.json()});
        call(Way.ENQUEUE, "CALL pg_temp.enqueue_each(?, ?)", events, event ->
                new String[] {event.eventType(), event.workspaceId(), event.leadId(), event.json(), event.dedupeKey()});
        events.stream().filter(event -> event.way() == Way.API).forEach(this::post);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void call(Way way, String call, List<HostileEvent> all, Function<HostileEvent, String[]> parts)
            throws SQLException {
        String[][] events =
                all.stream().filter(event -> event.way() == way).map(parts).toArray(String[][]::new);
        if (events.length == 0) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(call)) {
            statement.setArray(1, connection.createArrayOf("text", events));
            statement.setArray(2, connection.createArrayOf("text", new String[0]));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                for (Object answer : (Object[]) row.getArray(1).getArray()) {
                    count(way, (String) answer);
                }
            }
        }
    }

    private void count(Way way, String answer) {
        if (answer.equals(TAKEN)) {
            tally.taken(way);
        } else if (answer.equals(REPETITION) || REFUSALS.contains(answer.substring(0, 2))) {
            tally.refused(way, answer);
        } else {
            throw new AssertionError(way + " fails with SQLSTATE " + answer);
        }
    }

    private void post(HostileEvent event) {
        String body = "{\"eventType\": " + json(event.eventType()) + ", \"workspaceId\": " + json(event.workspaceId())
                + ", \"leadId\": " + json(event.leadId()) + ", \"row\": " + event.json() + "}";
        int status = api.post("/api/v1/events", body, "Idempotency-Key: " + event.dedupeKey())
                .status();
        if (status == 201) {
            tally.taken(Way.API);
        } else if (status == 200 || REFUSING_STATUSES.contains(status)) {
            tally.refused(Way.API, status == 200 ? REPETITION : Integer.toString(status));
        } else {
            throw new AssertionError(status + " for " + body.substring(0, Math.min(300, body.length())));
        }
    }

    private static String json(String text) {
        return text == null ? "null" : JsonNodeFactory.instance.textNode(text).toString();
    }
}
