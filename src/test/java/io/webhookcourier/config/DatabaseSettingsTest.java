package io.webhookcourier.config;

import static io.webhookcourier.config.LoadedFixture.load;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseSettingsTest {

    private static final String OWN_CREDENTIALS =
            "courier.database.username=fileuser\ncourier.database.password=filepassword\n";

    @Test
    void theKeysFillInWhatTheUrlLeavesOut() {
        Settings.Database database = load(OWN_CREDENTIALS + "courier.database.url=jdbc:postgresql://h/db", Map.of())
                .settings()
                .database();

        assertThat(database.embedded()).isFalse();
        assertThat(database.username()).isEqualTo("fileuser");
        assertThat(database.password().reveal()).isEqualTo("filepassword");
        assertThat(database.schema()).isEqualTo("public");
    }

    @Test
    void theUrlsOwnCredentialsCountAndAWarningSaysSo() {
        LoadedSettings loaded =
                load(OWN_CREDENTIALS, Map.of("DATABASE_URL", "postgresql://urluser:urlpassword@h/db?schema=app"));

        Settings.Database database = loaded.settings().database();
        assertThat(database.username()).isEqualTo("urluser");
        assertThat(database.password().reveal()).isEqualTo("urlpassword");
        assertThat(database.schema()).isEqualTo("app");
        assertThat(loaded.warnings())
                .containsExactly(
                        "courier.database.username is ignored:"
                                + " courier.database.url (environment variable DATABASE_URL) has its own",
                        "courier.database.password is ignored:"
                                + " courier.database.url (environment variable DATABASE_URL) has its own");
    }

    @Test
    void theSameCredentialsInBothPlacesAreNoMatterForAWarning() {
        assertThat(load(OWN_CREDENTIALS, Map.of("DATABASE_URL", "postgresql://fileuser:filepassword@h/db"))
                        .warnings())
                .isEmpty();
    }

    @Test
    void aPasswordCanComeApartFromAUrlThatNamesTheUser() {
        Settings.Database database = load(
                        "courier.database.url=postgresql://app@h/db", Map.of("COURIER_DATABASE_PASSWORD", "x"))
                .settings()
                .database();

        assertThat(database.username()).isEqualTo("app");
        assertThat(database.password().reveal()).isEqualTo("x");
    }

    @Test
    void warningsOfTheUrlNameItsKey() {
        assertThat(load("courier.database.url=postgresql://h/db?connection_limit=1&pgbouncer=true", Map.of())
                        .warnings())
                .containsExactly("courier.database.url: parameters that this service does not know are ignored:"
                        + " connection_limit");
    }
}
