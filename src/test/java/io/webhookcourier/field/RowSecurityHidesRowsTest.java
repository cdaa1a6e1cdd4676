package io.webhookcourier.field;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.database.TableWarning;
import io.webhookcourier.support.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Row-level security is turned on for all tables, as hosted platforms recommend, without a policy for the service. */
class RowSecurityHidesRowsTest {

    private TestDatabase database;
    private String role;

    @BeforeEach
    void open() {
        database = TestDatabase.create();
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
    void withoutAPolicyBothTablesAreNamed() throws SQLException {
        database.update("ALTER TABLE \"WebhookEvent\" ENABLE ROW LEVEL SECURITY");
        database.update("ALTER TABLE \"WorkspaceSettings\" ENABLE ROW LEVEL SECURITY");

        assertThat(warnings())
                .satisfiesExactly(
                        events -> assertThat(events)
                                .isEqualTo("row-level security of table \"public\".\"WebhookEvent\" hides rows from"
                                        + " role \"" + role + "\" (no policy applies to it), so their events are not"
                                        + " delivered: CREATE POLICY webhook_courier ON \"public\".\"WebhookEvent\" TO"
                                        + " \"" + role + "\" USING (true), or ALTER ROLE \"" + role + "\" BYPASSRLS"),
                        settings -> assertThat(settings)
                                .contains("\"WorkspaceSettings\" hides rows")
                                .contains("so their workspaces' events cannot be delivered"));

        for (String table : List.of("WebhookEvent", "WorkspaceSettings")) {
            database.update(
                    "CREATE POLICY webhook_courier ON \"public\".\"" + table + "\" TO " + role + " USING (true)");
        }
        assertThat(warnings()).isEmpty();
    }

    @Test
    void theApplicationsOwnPoliciesForTenantsAreNotEnough() throws SQLException {
        for (String table : List.of("WebhookEvent", "WorkspaceSettings")) {
            database.update("ALTER TABLE \"" + table + "\" ENABLE ROW LEVEL SECURITY");
            database.update(
                    "CREATE POLICY tenant ON \"" + table + "\" USING (\"id\" = current_setting('app.tenant', true))");
        }

        assertThat(warnings()).hasSize(2).allSatisfy(text -> assertThat(text).contains("(policy tenant)"));
    }

    @Test
    void aRoleThatBypassesRowSecuritySeesEverything() throws SQLException {
        database.update("ALTER TABLE \"WebhookEvent\" ENABLE ROW LEVEL SECURITY");
        database.update("ALTER ROLE " + role + " BYPASSRLS");

        assertThat(warnings()).isEmpty();
    }

    private List<String> warnings() throws SQLException {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(database.jdbcUrl());
        dataSource.setUser(role);
        return TableWarning.of(dataSource, "public", List.of("CRM")).stream()
                .map(TableWarning::sentence)
                .toList();
    }
}
