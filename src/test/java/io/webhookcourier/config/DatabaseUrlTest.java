package io.webhookcourier.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;

class DatabaseUrlTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    # given                                                          | JDBC URL                                            | user   | password  | schema
                    postgresql://u:p@h:6432/db                                       | //h:6432/db                                         | u      | p         | -
                    postgres://u:p@h/db                                              | //h:5432/db                                         | u      | p         | -
                    postgresql://h/db                                                | //h:5432/db                                         | -      | -         | -
                    postgresql://u@h/db?                                             | //h:5432/db                                         | u      | -         | -
                    postgresql://:p@h/db                                             | //h:5432/db                                         | -      | p         | -
                    postgresql://u%40x:p%3A%2F%3F%23%25%40+@h/db                     | //h:5432/db                                         | u@x    | p:/?#%@+  | -
                    postgresql://u:p@:x@h/db                                         | //h:5432/db                                         | u      | p@:x      | -
                    postgresql://%C3%BC:%E2%82%AC@h/d%2Fb%20%C3%BC%26%3F             | //h:5432/d%2Fb+%C3%BC%26%3F                         | ü      | €         | -
                    postgresql://u:p@[2001:db8::1]:6432/db                           | //[2001:db8::1]:6432/db                             | u      | p         | -
                    postgresql://u:p@[::1]/db                                        | //[::1]:5432/db                                     | u      | p         | -
                    postgresql://u:p@h1:1,h_2,[::1]:3/db?target_session_attrs=read-write | //h1:1,h_2:5432,[::1]:3/db?targetServerType=primary | u  | p         | -
                    postgresql://h/db?user=u&password=p%2B+                          | //h:5432/db                                         | u      | p++       | -
                    postgresql://u:p@h/db?schema=My%20App                            | //h:5432/db                                         | u      | p         | My App
                    postgresql://h/db?schema=                                        | //h:5432/db                                         | -      | -         | -
                    postgresql://h/db?connect_timeout=5&application_name=a+b%26c     | //h:5432/db?ApplicationName=a+b%26c&connectTimeout=5 | -     | -         | -
                    postgresql://h/db?options=-c%20statement_timeout%3D5             | //h:5432/db?options=-c+statement_timeout%3D5        | -      | -         | -
                    postgresql://h/db?sslmode=require&channel_binding=require        | //h:5432/db?channelBinding=require&sslmode=require  | -      | -         | -
                    jdbc:postgresql://h/db                                           | //h:5432/db                                         | -      | -         | -
                    jdbc:postgresql://h:1,h2/db?user=u&password=p+%40%2B&ssl         | //h:1,h2:5432/db?ssl=                               | u      | p @+      | -
                    jdbc:postgresql:db                                               | db                                                  | -      | -         | -
                    jdbc:postgresql:///db                                            | ///db                                               | -      | -         | -
                    jdbc:postgresql://h/?user=u                                      | //h:5432/                                           | u      | -         | -
                    jdbc:postgresql://h/d%2Fb+c?ApplicationName=x%26y                | //h:5432/d%2Fb+c?ApplicationName=x%26y              | -      | -         | -
                    jdbc:postgresql://h/db?currentSchema=App                         | //h:5432/db                                         | -      | -         | app
                    jdbc:postgresql://h/db?currentSchema=%22My%22%22App%22           | //h:5432/db                                         | -      | -         | My"App
                    jdbc:postgresql://h/db?schema=App&currentSchema=other            | //h:5432/db                                         | -      | -         | App
                    """)
    void isTakenApart(String given, String jdbc, String username, String password, String schema) {
        DatabaseUrl url = DatabaseUrl.parse(given);

        assertThat(url.jdbcUrl()).isEqualTo(DatabaseUrl.JDBC + jdbc);
        assertThat(url.username()).isEqualTo(username);
        assertThat(url.password()).isEqualTo(Secret.of(password));
        assertThat(url.schema()).isEqualTo(schema);
        assertThat(url.pgbouncer()).isFalse();
        assertThat(url.warnings()).isEmpty();
        assertThat(Driver.parseURL(url.jdbcUrl(), null))
                .as("what the driver reads")
                .isNotNull()
                .doesNotContainKeys("user", "password", "currentSchema");
    }

    @Test
    void theDriverReadsBackWhatTheUrlSaid() {
        DatabaseUrl url = DatabaseUrl.parse(
                "postgresql://u:p@h:6432/d%2Fb%20%2B%C3%BC?application_name=a%26b%3D%2B%25&sslmode=require");

        Properties read = Driver.parseURL(url.jdbcUrl(), null);

        assertThat(read)
                .containsEntry("PGHOST", "h")
                .containsEntry("PGPORT", "6432")
                .containsEntry("PGDBNAME", "d/b +ü")
                .containsEntry("ApplicationName", "a&b=+%")
                .containsEntry("sslmode", "require");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://h/db?pgbouncer=true",
                "jdbc:postgresql://h/db?pgbouncer=true",
                "jdbc:postgresql://h/db?pgbouncer=true&prepareThreshold=5"
            })
    void behindPgbouncerNoStatementIsPreparedOnTheServer(String given) {
        DatabaseUrl url = DatabaseUrl.parse(given);

        assertThat(url.pgbouncer()).isTrue();
        assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://h:5432/db?prepareThreshold=0");
    }

    @Test
    void pgbouncerCanBeSaidToBeAbsent() {
        assertThat(DatabaseUrl.parse("postgresql://h/db?pgbouncer=false").pgbouncer())
                .isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    # query                                       | sslmode     | JVM's authorities
                    sslmode=disable                               | disable     | false
                    sslmode=allow                                 | allow       | false
                    sslmode=prefer                                | prefer      | false
                    sslmode=require                               | require     | false
                    sslmode=verify-ca                             | verify-ca   | true
                    sslmode=verify-full                           | verify-full | true
                    sslaccept=strict                              | verify-full | true
                    sslmode=prefer&sslaccept=strict               | verify-full | true
                    sslmode=require&sslaccept=strict              | verify-full | true
                    sslmode=disable&sslaccept=strict              | disable     | false
                    sslmode=require&sslaccept=accept_invalid_certs | require    | false
                    sslmode=prefer&sslaccept=accept_invalid_certs | prefer      | false
                    sslaccept=accept_invalid_certs                | -           | false
                    sslmode=require&sslrootcert=system            | verify-full | true
                    sslrootcert=system                            | verify-full | true
                    x=1                                           | -           | false
                    """)
    void tlsMeansToTheDriverWhatItMeansToPrisma(String query, String mode, boolean jvm) {
        Properties read =
                Driver.parseURL(DatabaseUrl.parse("postgresql://h/db?" + query).jdbcUrl(), null);

        assertThat(read.getProperty("sslmode")).isEqualTo(mode);
        assertThat(read.getProperty("sslfactory")).isEqualTo(jvm ? "org.postgresql.ssl.DefaultJavaSSLFactory" : null);
    }

    @Test
    void withAnAuthorityAtHandRequireChecksIt(@TempDir Path folder) throws IOException {
        Path authority = Files.writeString(folder.resolve("root & ca.crt"), "");
        String encoded = authority.toString().replace(" ", "%20").replace("&", "%26");

        Properties read = Driver.parseURL(
                DatabaseUrl.parse("postgresql://h/db?sslmode=require&sslrootcert=" + encoded)
                        .jdbcUrl(),
                null);

        assertThat(read)
                .containsAllEntriesOf(Map.of("sslmode", "verify-ca", "sslrootcert", authority.toString()))
                .doesNotContainKey("sslfactory");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    postgresql://u:p@h/db?connection_limit=5&pool_timeout=2&sslidentity=x | parameters that this service does not know are ignored: connection_limit, pool_timeout, sslidentity
                    postgresql://u:p@h/db?socket_timeout=1&statement_cache_size=0&sslcert=c | parameters that this service does not know are ignored: socket_timeout, statement_cache_size, sslcert
                    jdbc:postgresql://h/db?colour=red                                  | parameters that this service does not know are ignored: colour
                    jdbc:postgresql://h/db?currentSchema=app,public                    | only the first schema of currentSchema is used
                    postgresql://h/db?password=hun&ter2=x                              | parameters that this service does not know are ignored
                    postgresql://h/db?hunter2%40=x                                     | parameters that this service does not know are ignored
                    """)
    void whatIsIgnoredIsSaidWithoutPiecesOfAPassword(String given, String warning) {
        assertThat(DatabaseUrl.parse(given).warnings()).containsExactly(warning);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    mysql://u:hunter2@h/db                                    | not a URL of PostgreSQL
                    jdbc:mysql://u:hunter2@h/db                               | not a URL of PostgreSQL
                    hunter2                                                   | not a URL of PostgreSQL
                    postgresql:u:hunter2@h/db                                 | not a URL of PostgreSQL
                    postgresql://u:hunter2@/db                                | names no host
                    postgresql://u:hunter2@h                                  | names no database
                    postgresql://u:hunter2@h/                                 | names no database
                    postgresql://u:hunter2@h?schema=x                         | names no database
                    postgresql://u:hunter2@h:0/db                             | a port that is not a number
                    postgresql://u:hunter2@h:65536/db                         | a port that is not a number
                    postgresql://u:hunter2/x@h/db                             | a port that is not a number
                    postgresql://u:hunter2?x@h/db                             | write & in a value as %26
                    postgresql://u:12/hunter2@h/db                            | write / as %2F and @ as %40
                    postgresql://u:12/hunter2@h                               | write / as %2F and @ as %40
                    postgresql://u:hunter2#x@h/db                             | write it as %23
                    postgresql://u:hunter2%@h/db                              | write % as %25
                    postgresql://u:hunter2%zz@h/db                            | write % as %25
                    postgresql://u:hunter2%ff@h/db                            | not UTF-8
                    postgresql://u:hunter2%00@h/db                            | NUL
                    postgresql://u:hun ter2@h/db                              | write a space as %20
                    postgresql://u:hunter2@[::1/db                            | neither a name nor an address
                    postgresql://u:hunter2@[hunter2]/db                       | neither a name nor an address
                    postgresql://u:hunter2@h,/db                              | names no host
                    postgresql://u:hunter2@%2Ftmp/db                          | neither a name nor an address
                    postgresql://u:hunter2@h/db?host=/run/postgresql          | Unix sockets are not supported
                    postgresql://h/db?password=hun&ter2                       | write & in a value as %26
                    postgresql://u:hunter2@h/db?sslmode=hunter2               | sslmode that is not one of disable, allow, prefer, require, verify-ca, verify-full
                    postgresql://u:hunter2@h/db?sslaccept=hunter2             | sslaccept that is not one of strict, accept_invalid_certs
                    postgresql://u:hunter2@h/db?sslmode=verify-full&sslaccept=accept_invalid_certs | at once
                    postgresql://u:hunter2@h/db?sslmode=verify-ca&sslrootcert=hunter2 | sslrootcert that is not a file
                    postgresql://u:hunter2@h/db?pgbouncer=hunter2             | pgbouncer that is neither true nor false
                    postgresql://u:hunter2@h/db?connect_timeout=hunter2       | connect_timeout that is not a whole number
                    postgresql://u:hunter2@h/db?channel_binding=hunter2       | channel_binding that is not one of
                    postgresql://u:hunter2@h/db?target_session_attrs=hunter2  | target_session_attrs that is not one of
                    jdbc:postgresql://u:hunter2@h/db                          | ?user=…&password=…
                    jdbc:postgresql://h                                       | names no database
                    jdbc:postgresql:                                          | names no database
                    jdbc:postgresql://h/a/hunter2                             | a / too many
                    jdbc:postgresql://h:hunter2/db                            | a port that is not a number
                    jdbc:postgresql://h/db?user=u&hunter2                     | write & in a value as %26
                    jdbc:postgresql://h/db?user=u&password=hunter2%           | write % as %25
                    jdbc:postgresql://h/db?sslkey=k&sslpassword=hunter2       | sslpassword, which is not supported
                    jdbc:postgresql://h/db?currentSchema=%22hunter2           | currentSchema that is not a schema's name
                    """)
    void isRefusedWithoutRepeatingAnyOfIt(String given, String reason) {
        InvalidValueException refused =
                catchThrowableOfType(InvalidValueException.class, () -> DatabaseUrl.parse(given));

        assertThat(refused)
                .isNotNull()
                .hasMessageContaining(reason)
                .hasMessageNotContaining("hunter2")
                .hasMessageNotContaining("ter2");
    }
}
