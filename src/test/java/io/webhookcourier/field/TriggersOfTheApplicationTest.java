package io.webhookcourier.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The application has triggers of its own on {@code "WebhookEvent"}, and producers call {@code courier.enqueue}. */
class TriggersOfTheApplicationTest {

    private static final String ENQUEUE =
            "SELECT * FROM courier.enqueue('lead_created', 'ws-1', 'lead-1', '{}', 'seed')";

    private TestDatabase database;

    @BeforeEach
    void open() {
        database = TestDatabase.create();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aTriggerFindsItsTablesByTheProducersSearchPath() throws SQLException {
        database.update("CREATE SCHEMA stats");
        database.update("CREATE TABLE stats.event_count (n int)");
        trigger("INSERT INTO event_count VALUES (1); RETURN NEW;");
        try (Connection producer = database.dataSource().getConnection()) {
            producer.createStatement().execute("SET search_path = public, stats");

            assertThat(only(TestDatabase.query(producer, ENQUEUE))).containsEntry("queued", true);
        }
        assertThat(database.value("SELECT count(*) FROM stats.event_count")).isEqualTo(1L);
    }

    @Test
    void nothingInTheProducersSearchPathChangesWhatIsEnqueued() throws SQLException {
        database.update("CREATE SCHEMA evil");
        database.update("CREATE DOMAIN evil.text AS pg_catalog.varchar(1)");
        for (String function : List.of(
                "lower(pg_catalog.text) RETURNS pg_catalog.text LANGUAGE sql AS $$ SELECT 'evil'::pg_catalog.text $$",
                "btrim(pg_catalog.text, pg_catalog.text) RETURNS pg_catalog.text LANGUAGE sql"
                        + " AS $$ SELECT ''::pg_catalog.text $$",
                "same(pg_catalog.text, pg_catalog.text) RETURNS boolean LANGUAGE sql AS $$ SELECT false $$",
                "now() RETURNS pg_catalog.timestamptz LANGUAGE sql AS $$ SELECT '1999-01-01Z'::timestamptz $$")) {
            database.update("CREATE FUNCTION evil." + function);
        }
        database.update("CREATE OPERATOR evil.= (LEFTARG = pg_catalog.text, RIGHTARG = pg_catalog.text,"
                + " FUNCTION = evil.same)");
        try (Connection producer = database.dataSource().getConnection()) {
            producer.createStatement().execute("SET search_path = evil, pg_catalog");

            Map<String, Object> event = only(TestDatabase.query(producer, ENQUEUE));
            assertThat(event).containsEntry("queued", true);
            assertThat((String) event.get("dedupe_key"))
                    .startsWith("crm:lead_created:")
                    .hasSize(49);
            assertThat(only(TestDatabase.query(producer, ENQUEUE)))
                    .containsEntry("queued", false)
                    .containsEntry("id", event.get("id"));
        }
    }

    @Test
    void aTriggerThatDiscardsTheEventIsSaidToDoSo() {
        trigger("RETURN NULL;");

        assertThatThrownBy(() -> database.query(ENQUEUE))
                .rootCause()
                .hasMessageContaining("courier.enqueue: a BEFORE INSERT trigger or a rule of table"
                        + " \"WebhookEvent\" discards the event, which was not queued");
    }

    @Test
    void aTriggerThatPutsTheEventIntoAChildTableHasQueuedIt() {
        database.update("CREATE TABLE child () INHERITS (\"WebhookEvent\")");
        trigger("INSERT INTO public.child SELECT NEW.*; RETURN NULL;");

        Map<String, Object> first = only(database.query(ENQUEUE));
        assertThat(first).containsEntry("queued", true);
        assertThat(database.row((String) first.get("id"))).containsEntry("status", "PENDING");
    }

    @Test
    void aRowThatTheProducerCannotSeeEndsTheCall() throws SQLException {
        String role = database.name() + "_producer";
        database.query(ENQUEUE);
        database.update("CREATE ROLE " + role);
        database.update("GRANT USAGE ON SCHEMA courier TO " + role);
        database.update("GRANT SELECT, INSERT ON \"WebhookEvent\" TO " + role);
        database.update("ALTER TABLE \"WebhookEvent\" ENABLE ROW LEVEL SECURITY");
        database.update("CREATE POLICY own ON \"WebhookEvent\" USING (\"lockedBy\" = current_user) WITH CHECK (true)");
        database.update("CREATE FUNCTION own() RETURNS trigger LANGUAGE plpgsql"
                + " AS 'BEGIN NEW.\"lockedBy\" := current_user; RETURN NEW; END'");
        database.update("CREATE TRIGGER own BEFORE INSERT ON \"WebhookEvent\" FOR EACH ROW EXECUTE FUNCTION own()");
        try (Connection producer = database.dataSource().getConnection()) {
            producer.createStatement().execute("SET ROLE " + role);

            assertThatThrownBy(() -> TestDatabase.query(producer, ENQUEUE))
                    .hasMessageContaining("that role " + role + " cannot see (row-level security)");
        } finally {
            database.update("DROP OWNED BY " + role);
            database.update("DROP ROLE " + role);
        }
    }

    private void trigger(String body) {
        database.update("CREATE FUNCTION public.application() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " + body
                + " END $$");
        database.update("CREATE TRIGGER application BEFORE INSERT ON \"WebhookEvent\""
                + " FOR EACH ROW EXECUTE FUNCTION public.application()");
    }

    private static Map<String, Object> only(List<Map<String, Object>> rows) {
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }
}
