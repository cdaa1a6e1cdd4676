package io.webhookcourier.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.database.DatabaseChecks;
import io.webhookcourier.database.Migrations;
import io.webhookcourier.support.TestDatabase;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The application delivers parcels, and has a schema {@code courier} of its own. */
class SchemaCourierOfAnotherProgramTest {

    private TestDatabase database;
    private String role;

    @BeforeEach
    void open() {
        database = TestDatabase.ofTheApplication();
        role = database.name() + "_role";
        database.update("CREATE ROLE " + role + " LOGIN");
        database.update("GRANT SELECT, UPDATE ON ALL TABLES IN SCHEMA public TO " + role);
    }

    @AfterEach
    void close() {
        database.update("DROP OWNED BY " + role);
        database.update("DROP ROLE " + role);
        database.close();
    }

    @Test
    void itsTablesAreNamedAndNoRightOnItIsAskedFor() {
        database.update("CREATE SCHEMA courier");
        database.update("CREATE TABLE courier.parcel (id int)");

        assertRefused()
                .hasMessage("schema courier of database \"" + database.name() + "\" belongs to another program: its"
                        + " owner is role \"postgres\" and it holds table parcel, but Webhook Courier needs a schema of"
                        + " that name for itself; rename that schema, or name another database in"
                        + " courier.database.url");
    }

    @Test
    void aSchemaThatUsesFlywayItselfIsNotUpgradedByOurs() {
        database.update("CREATE SCHEMA courier");
        database.update("CREATE TABLE courier.flyway_schema_history (installed_rank int, version text, type text,"
                + " script text, checksum int, success boolean)");
        database.update(
                "INSERT INTO courier.flyway_schema_history VALUES (1, '1', 'SQL', 'V1__parcels.sql', 42, true)");
        database.update("CREATE TABLE courier.parcel (id int)");
        database.update("GRANT ALL ON SCHEMA courier TO " + role);
        database.update("GRANT ALL ON ALL TABLES IN SCHEMA courier TO " + role);

        assertRefused().hasMessageContaining("belongs to another program").hasMessageContaining("table parcel");
        assertThat(database.value("SELECT count(*) FROM pg_tables WHERE schemaname = 'courier'"))
                .isEqualTo(2L);
    }

    @Test
    void aHistoryOfAnotherProgramAloneIsEnough() {
        database.update("CREATE SCHEMA courier");
        database.update("CREATE TABLE courier.flyway_schema_history (id int)");
        database.update("GRANT ALL ON SCHEMA courier TO " + role);

        assertRefused().hasMessageContaining("belongs to another program");
    }

    @Test
    void anEmptySchemaOfAnotherRoleIsTakenOverOnlyByItsOwnersDecision() {
        database.update("CREATE SCHEMA courier");

        assertRefused()
                .hasMessageContaining("schema courier of database \"" + database.name() + "\" is empty and belongs to"
                        + " role \"postgres\"")
                .hasMessageContaining("ALTER SCHEMA courier OWNER TO \"" + role + "\"");

        database.update("ALTER SCHEMA courier OWNER TO " + role);
        assertThatCode(this::start).doesNotThrowAnyException();
        assertThatCode(this::start).doesNotThrowAnyException();
    }

    @Test
    void ourOwnSchemaWithoutItsHistoryIsSaidToBeIncomplete() {
        new Migrations(database.dataSource(), "public").migrate();
        database.update("DROP TABLE courier.flyway_schema_history");

        assertRefused().hasMessageContaining("lacks table courier.flyway_schema_history");
    }

    @Test
    void aHistoryThatDoesNotFitIsSaidWithoutFlywaysWords() {
        new Migrations(database.dataSource(), "public").migrate();
        database.update("UPDATE courier.flyway_schema_history SET checksum = 42 WHERE version = '2'");

        assertThatThrownBy(() -> new Migrations(database.dataSource(), "public").migrate())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("schema courier could not be created or upgraded: its table courier.flyway_schema_history"
                        + " does not match this version of Webhook Courier; restore schema courier as a whole, or use"
                        + " the version that upgraded it");
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused() {
        return assertThatThrownBy(this::start)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining("GRANT")
                .hasMessageNotContaining("lyway ")
                .hasMessageNotContaining("\n");
    }

    private void start() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(database.jdbcUrl());
        dataSource.setUser(role);
        new DatabaseChecks(dataSource, "public", List.of("CRM")).check();
        new Migrations(dataSource, "public").migrate();
    }
}
