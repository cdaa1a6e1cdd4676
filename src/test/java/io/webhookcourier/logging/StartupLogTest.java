package io.webhookcourier.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.config.ListenAddress;
import io.webhookcourier.config.Secret;
import io.webhookcourier.config.Settings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartupLogTest {

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db.example.com:5433/app?password=hunter2, db.example.com:5433/app",
        "'jdbc:postgresql://a:1,b:2/app', 'a:1,b:2/app'",
        "jdbc:postgresql:app?user=bob&sslpassword=hunter2, app"
    })
    void aDatabaseIsNamedByHostAndNameOnly(String jdbcUrl, String named) {
        assertThat(StartupLog.database(database(jdbcUrl))).isEqualTo("PostgreSQL at " + named + ", schema crm");
    }

    @Test
    void theEmbeddedDatabaseIsNamedByItsFolder() {
        assertThat(StartupLog.database(database(null))).isEqualTo("an embedded PostgreSQL, kept in data/postgres");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, http://127.0.0.1:8080",
        "0.0.0.0, http://127.0.0.1:8080",
        "::, http://[0:0:0:0:0:0:0:1]:8080",
        "::1, http://[0:0:0:0:0:0:0:1]:8080",
        "10.1.2.3, http://10.1.2.3:8080"
    })
    void anAddressIsShownAsItIsReachedFromThisMachine(String host, String url) {
        assertThat(ListenAddress.of("courier.http.host", host, 8080).url()).isEqualTo(url);
    }

    private static Settings.Database database(String jdbcUrl) {
        return new Settings.Database(
                jdbcUrl, "bob", Secret.of("hunter2"), "crm", false, 10, Path.of("data", "postgres"));
    }
}
