package io.webhookcourier.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.config.Settings;
import io.webhookcourier.support.TestDatabase;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples that users copy out of the documentation, run exactly as printed. */
class DocumentedExamplesTest {

    private TestDatabase database;
    private String role;

    @BeforeEach
    void open() {
        database = TestDatabase.create();
        role = database.name() + "_role";
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theDocumentedSqlEnqueuesWithTheDocumentedPrivileges() throws Exception {
        List<String> sql = blocks("producers.md", "sql");
        try (Connection connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + role);
            statement.execute(sql.get(0).replace("my_application", role));
            statement.execute("SET ROLE " + role);
            statement.execute(sql.get(1));
            statement.execute("RESET ROLE");
            statement.execute("DROP OWNED BY " + role + "; DROP ROLE " + role);
        }

        assertThat(database.value("SELECT \"raw\" ->> 'source' FROM \"WebhookEvent\""))
                .isEqualTo("import");
    }

    @Test
    void theJdbcExampleCompilesAndQueuesOnce(@TempDir Path folder) throws Exception {
        Path source = folder.resolve("LeadEvents.java");
        Files.writeString(source, blocks("producers.md", "java").get(0));
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString()))
                .isZero();

        try (URLClassLoader classes =
                        new URLClassLoader(new URL[] {folder.toUri().toURL()});
                Connection connection = database.dataSource().getConnection()) {
            Method leadCreated = classes.loadClass("LeadEvents")
                    .getDeclaredMethod("leadCreated", Connection.class, String.class, String.class, String.class);
            leadCreated.setAccessible(true);
            connection.setAutoCommit(false);
            assertThat(leadCreated.invoke(null, connection, "workspace-1", "lead-1", "{\"a\": 1}"))
                    .isEqualTo(true);
            assertThat(leadCreated.invoke(null, connection, "workspace-1", "lead-1", "{\"a\": 1}"))
                    .isEqualTo(false);
            connection.commit();
        }

        assertThat(database.value("SELECT count(*) FROM \"WebhookEvent\"")).isEqualTo(1L);
    }

    /** What Prisma makes of the template: a statement with numbered parameters of unknown type. */
    @Test
    void thePrismaExamplesStatementTakesTextParameters() throws Exception {
        String template = blocks("producers.md", "ts").get(0);
        String sql = template.substring(template.indexOf("SELECT"), template.lastIndexOf('`'))
                .replaceAll("\\$\\{[^}]*}", "?");

        assertThat(database.query(sql, "workspace-1", "lead-1", "{\"a\": 1}"))
                .singleElement()
                .satisfies(event -> assertThat(event).containsEntry("queued", true));
    }

    @Test
    void theLeastPrivilegedRoleOfTheDatabaseGuideIsEnoughToStart() throws Exception {
        try (TestDatabase application = TestDatabase.ofTheApplication();
                Connection connection = application.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC");
            statement.execute(blocks("database.md", "sql").get(0).replace("courier_service", role));
            DataSource source = new ConnectionSource(
                            new Settings.Database(application.jdbcUrl(), role, null, "public", false, 2, null))
                    .dataSource("test");

            new DatabaseChecks(source, "public", List.of("CRM")).check();
            new Migrations(source, "public").migrate();
            new DatabaseChecks(source, "public", List.of("CRM")).check();

            statement.execute("DROP OWNED BY " + role + " CASCADE; DROP ROLE " + role);
        }
    }

    @Test
    void theDocumentedReaderRoleSeesNeitherUrlsNorSecrets() throws Exception {
        String reader = database.name() + "_reader";
        String statements = blocks("database.md", "sql").stream()
                .filter(block -> block.contains("courier_reader"))
                .findFirst()
                .orElseThrow()
                .replace("courier_reader", reader)
                .replace("courier_service", role);
        try (Connection connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + role);
            statement.execute(statements);
            statement.execute("SET ROLE " + reader);

            statement.execute(
                    "SELECT e.\"status\", a.* FROM \"WebhookEvent\" AS e LEFT JOIN courier.delivery_attempt AS a"
                            + " ON a.webhook_event_id = courier.indexable(e.\"id\")");
            statement.execute("SELECT * FROM courier.audit, courier.workspace_figures, courier.worker");
            statement.execute("SELECT \"clientId\", \"crmWebhookEnabled\" FROM \"WorkspaceSettings\"");
            for (String refused : List.of(
                    "SELECT \"crmWebhookUrl\" FROM \"WorkspaceSettings\"",
                    "SELECT \"crmWebhookSecret\" FROM \"WorkspaceSettings\"",
                    "UPDATE \"WebhookEvent\" SET \"attempts\" = 0",
                    "DELETE FROM courier.pause")) {
                assertThatThrownBy(() -> statement.execute(refused)).hasMessageContaining("permission denied");
            }
            statement.execute("RESET ROLE");
            statement.execute("DROP OWNED BY " + reader + ", " + role + "; DROP ROLE " + reader + ", " + role);
        }
    }

    private static List<String> blocks(String document, String language) throws IOException {
        Pattern block = Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL);
        return block.matcher(Files.readString(Path.of("docs", document)))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
