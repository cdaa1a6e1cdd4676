package io.webhookcourier.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.config.Settings;
import io.webhookcourier.support.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseChecksTest {

    private static final List<String> CRM = List.of("CRM");

    private TestDatabase database;
    private String role;

    @BeforeEach
    void open() {
        database = TestDatabase.ofTheApplication();
        role = database.name() + "_role";
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatTheApplicationMakesIsEnough() {
        assertThatCode(() -> check("public", CRM)).doesNotThrowAnyException();
        assertThat(database.value("SELECT to_regnamespace('courier') IS NULL")).isEqualTo(true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "DROP TABLE \"WebhookEvent\" | table \"WebhookEvent\" is missing in schema public of database",
                "DROP TABLE \"WorkspaceSettings\" | table \"WorkspaceSettings\" is missing in schema public of database",
                "ALTER TABLE \"WebhookEvent\" DROP \"lockedBy\" | column \"lockedBy\" of table \"public\".\"WebhookEvent\" is missing: it must be of type text",
                "ALTER TABLE \"WebhookEvent\" ALTER \"runAt\" TYPE timestamptz | column \"runAt\" of table \"public\".\"WebhookEvent\" is of type timestamp with time zone, but must be timestamp without time zone",
                "ALTER TABLE \"WebhookEvent\" ALTER \"raw\" TYPE text | column \"raw\" of table \"public\".\"WebhookEvent\" is of type text, but must be jsonb",
                "ALTER TABLE \"WebhookEvent\" ALTER \"status\" DROP DEFAULT, ALTER \"status\" TYPE text | column \"status\" of table \"public\".\"WebhookEvent\" is of type text, but must be enum",
                "ALTER TABLE \"WorkspaceSettings\" DROP \"crmWebhookSecret\" | column \"crmWebhookSecret\" of table \"public\".\"WorkspaceSettings\" is missing",
                "ALTER TYPE \"WebhookEventStatus\" RENAME VALUE 'FAILED' TO 'DEAD' | the enum of column \"status\" of table \"public\".\"WebhookEvent\" lacks the value FAILED; it has PENDING, RUNNING, SUCCEEDED, DEAD",
                "ALTER TYPE \"WebhookProvider\" RENAME VALUE 'CRM' TO 'SALES' | courier.queue.providers: CRM is not a value of the enum of column \"provider\" of table \"public\".\"WebhookEvent\"; accepted are INBOXXIA, SALES",
            })
    void whatIsMissingIsNamed(String change, String message) {
        database.update(change);

        assertThatThrownBy(() -> check("public", CRM))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void theEnumsMayHaveAnyNameAndTextsMayBeVarchar() {
        database.update("ALTER TYPE \"WebhookProvider\" RENAME TO \"Provider\"");
        database.update("ALTER TABLE \"WebhookEvent\" ALTER \"workspaceId\" TYPE varchar(64)");

        assertThatCode(() -> check("public", CRM)).doesNotThrowAnyException();
    }

    @Test
    void onlyProviderCrmNeedsTheWorkspaceSettings() {
        database.update("DROP TABLE \"WorkspaceSettings\"");

        assertThatCode(() -> check("public", List.of("INBOXXIA"))).doesNotThrowAnyException();
    }

    @Test
    void anOldServerIsRefused() {
        assertThatThrownBy(() -> DatabaseChecks.checkVersion(120022, "12.22 (Debian 12.22-1)"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("the database is PostgreSQL 12.22 (Debian 12.22-1), but 13 or newer is needed");
        assertThatCode(() -> DatabaseChecks.checkVersion(130000, "13.0")).doesNotThrowAnyException();
    }

    @Test
    void aMissingSchemaIsNamed() {
        assertThatThrownBy(() -> check("nowhere", CRM))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("schema nowhere is missing in database " + database.name());
    }

    @Test
    void behindPgbouncerTheRolesOwnSearchPathMustLeadToTheTables() {
        database.update("ALTER DATABASE " + database.name() + " SET search_path = pg_catalog");
        Settings.Database settings =
                new Settings.Database(database.jdbcUrl(), database.username(), null, "public", true, 2, null);

        assertThatThrownBy(() ->
                        new DatabaseChecks(new ConnectionSource(settings).dataSource("test"), "public", CRM).check())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageEndingWith(
                        "ALTER ROLE \"postgres\" IN DATABASE \"" + database.name() + "\" SET search_path = \"public\"");
    }

    /** Each missing privilege is granted with the statement at the end of its message, until the service starts. */
    @Test
    void everyMissingRightIsNamedWithTheStatementThatGrantsIt() {
        database.update("REVOKE ALL ON SCHEMA public FROM PUBLIC");
        database.update("CREATE ROLE " + role + " LOGIN");
        try {
            repair("lacks the right USAGE on schema public", "GRANT USAGE ON SCHEMA \"public\"");
            repair("lacks the right SELECT on table", "GRANT SELECT ON \"public\".\"WebhookEvent\"");
            repair("lacks the right UPDATE on table", "GRANT UPDATE ON \"public\".\"WebhookEvent\"");
            repair("lacks the right SELECT on table", "GRANT SELECT ON \"public\".\"WorkspaceSettings\"");
            repair("may not create schema courier", "GRANT CREATE ON DATABASE \"" + database.name() + "\"");
            assertThatCode(() -> checks(role).check()).doesNotThrowAnyException();

            new Migrations(database.dataSource(), "public").migrate();

            repair("lacks the right USAGE on schema courier", "GRANT USAGE ON SCHEMA courier");
            repair(
                    "lacks the right DELETE on table courier.audit",
                    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA courier");
            assertThatCode(() -> checks(role).check()).doesNotThrowAnyException();
        } finally {
            database.update("DROP OWNED BY " + role);
            database.update("DROP ROLE " + role);
        }
    }

    @Test
    void anEmptySchemaCourierMustBeOursToFill() {
        database.update("CREATE SCHEMA courier");
        database.update("CREATE ROLE " + role + " LOGIN");
        database.update("GRANT SELECT, UPDATE ON ALL TABLES IN SCHEMA public TO " + role);
        database.update("GRANT USAGE ON SCHEMA courier TO " + role);
        try {
            assertThatThrownBy(() -> checks(role).check())
                    .hasMessageContaining("if it was created for Webhook Courier, ALTER SCHEMA courier OWNER TO");
            database.update("GRANT CREATE ON SCHEMA courier TO " + role);
            assertThatCode(() -> checks(role).check()).doesNotThrowAnyException();
        } finally {
            database.update("DROP OWNED BY " + role);
            database.update("DROP ROLE " + role);
        }
    }

    private void repair(String lack, String grant) {
        assertThatThrownBy(() -> checks(role).check())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("role \"" + role + "\" ")
                .hasMessageContaining(lack)
                .hasMessageEndingWith(grant + " TO \"" + role + "\"");
        database.update(grant + " TO \"" + role + "\"");
    }

    private DatabaseChecks checks(String username) {
        Settings.Database settings =
                new Settings.Database(database.jdbcUrl(), username, null, "public", false, 2, null);
        return new DatabaseChecks(new ConnectionSource(settings).dataSource("test"), "public", CRM);
    }

    private void check(String schema, List<String> providers) {
        Settings.Database settings =
                new Settings.Database(database.jdbcUrl(), database.username(), null, schema, false, 2, null);
        new DatabaseChecks(new ConnectionSource(settings).dataSource("test"), schema, providers).check();
    }
}
