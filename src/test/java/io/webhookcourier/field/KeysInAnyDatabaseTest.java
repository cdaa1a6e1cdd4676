package io.webhookcourier.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.database.ApplicationTables;
import io.webhookcourier.database.Migrations;
import io.webhookcourier.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The database's locale and encoding are the application's choice; keys are the same under all of them. */
class KeysInAnyDatabaseTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOCALE_PROVIDER icu ICU_LOCALE 'tr-TR' ENCODING 'UTF8'",
                "ENCODING 'SQL_ASCII'",
                "LOCALE_PROVIDER builtin LOCALE 'C.UTF-8' ENCODING 'UTF8'",
            })
    void aKeyBeginsWithTheProviderInPlainLowerCase(String options) throws SQLException {
        try (TestDatabase database = installed(options)) {
            assertThat(database.value("SELECT dedupe_key FROM courier.enqueue('reply_received', 'ws-1', 'lead-1',"
                            + " '{}', occurred_at => '2026-12-31 23:59:59.999Z', provider => 'INBOXXIA')"))
                    .isEqualTo("inboxxia:reply_received:ffadc28fd6c65bfb55b33c8032bde030");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOCALE_PROVIDER icu ICU_LOCALE 'tr-TR' ENCODING 'UTF8'",
                "LOCALE 'C' ENCODING 'UTF8'",
            })
    void anIdOfNoBreakSpacesIsBlankUnderAnyCollation(String options) throws SQLException {
        try (TestDatabase database = installed(options)) {
            assertThatThrownBy(() -> database.query(
                            "SELECT courier.enqueue('lead_created', chr(160) || ' ' || chr(8195), 'lead-1', '{}')"))
                    .rootCause()
                    .hasMessageContaining("courier.enqueue: workspace_id must not be blank");
        }
    }

    private static TestDatabase installed(String options) throws SQLException {
        TestDatabase database = TestDatabase.emptyWith(options);
        try (Connection connection = database.dataSource().getConnection()) {
            ApplicationTables.create(connection);
        }
        new Migrations(database.dataSource(), "public").migrate();
        return database;
    }
}
