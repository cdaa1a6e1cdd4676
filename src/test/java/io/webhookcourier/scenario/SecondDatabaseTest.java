package io.webhookcourier.scenario;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.support.LogLines;
import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.RouteFolder;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.Scene;
import io.webhookcourier.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The CRM's rows are in a database of their own. */
class SecondDatabaseTest {

    private static final String LOOK_UP = "look-up-crm-row.camel.yaml";

    private static final String BEAN = """
            - beans:
                - name: crm
                  type: com.zaxxer.hikari.HikariDataSource
                  properties:
                    jdbcUrl: "{{crm.database.url}}"
                    username: postgres
                    maximumPoolSize: 2
            """;

    private static final String ROUTE = """
            - route:
                id: look-up-crm-row
                from:
                  uri: direct:look-up-crm-row
                  steps:
                    - to:
                        id: select-lead
                        uri: sql
                        parameters:
                          query: SELECT '%s' AS found, id FROM lead WHERE id = :#${exchangeProperty.crm.leadId}
                          dataSource: "#crm"
                          outputType: SelectOne
            """;

    private final TestDatabase database = TestDatabase.create();
    private final TestDatabase crm = TestDatabase.empty();
    private final Receiver receiver = Receiver.start();
    private final RouteFolder routes = RouteFolder.shipped();

    @BeforeEach
    void fill() throws IOException {
        crm.update("CREATE TABLE lead AS SELECT 'lead-1' AS id");
        database.insertWorkspace("w", receiver.url(), Scene.SECRET, "lead_created");
        properties("crm.database.url=" + crm.jdbcUrl());
    }

    @AfterEach
    void close() {
        routes.close();
        receiver.close();
        crm.close();
        database.close();
    }

    @Test
    void isABeanOfARouteFileFromTheStartOnAndThroughReloads() {
        routes.write(LOOK_UP, BEAN + ROUTE.formatted("at the start"));
        try (RunningCourier courier = start();
                LogLines log = new LogLines()) {
            assertFinds("at the start");
            routes.write(LOOK_UP, BEAN + ROUTE.formatted("after a reload"));
            awaitReloads(log, 1);
            assertFinds("after a reload");
            assertThat(courier.get("/observe/health/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void isAddedWhileTheServiceRunsAndTakenAwayAgain() {
        String before = routes.read(LOOK_UP);
        try (RunningCourier courier = start();
                LogLines log = new LogLines()) {
            routes.write(LOOK_UP, BEAN + ROUTE.formatted("added"));
            awaitReloads(log, 1);
            assertFinds("added");
            routes.write(LOOK_UP, before);
            awaitReloads(log, 2);
            eventually(() -> assertThat(crm.value("SELECT count(*) FROM pg_stat_activity WHERE datname = '" + crm.name()
                            + "' AND query LIKE '%lead WHERE%' AND pid <> pg_backend_pid()"))
                    .as("connections of a bean whose file is gone")
                    .isEqualTo(0L));
            assertThat(courier.get("/observe/health/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void isABeanOfTheSettings() throws IOException {
        properties("camel.beans.crm=#class:com.zaxxer.hikari.HikariDataSource\ncamel.beans.crm.jdbcUrl=" + crm.jdbcUrl()
                + "\ncamel.beans.crm.username=postgres");
        routes.write(LOOK_UP, ROUTE.formatted("by settings"));
        try (RunningCourier courier = start();
                LogLines log = new LogLines()) {
            assertFinds("by settings");
            routes.write(LOOK_UP, ROUTE.formatted("after a reload"));
            awaitReloads(log, 1);
            assertFinds("after a reload");
            assertThat(courier.get("/observe/health/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void doesNotTakeThePlaceOfTheServicesOwn() {
        routes.write(LOOK_UP, BEAN.replace("name: crm", "name: dataSource"));
        assertThatThrownBy(this::start)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageEndingWith(
                        LOOK_UP + " does not load: the bean name dataSource is taken by a bean of the service; choose"
                                + " another");
    }

    private RunningCourier start() {
        return RunningCourier.start(database.jdbcUrl(), Map.of(), routes.workingFolder());
    }

    private void properties(String text) throws IOException {
        Files.writeString(routes.workingFolder().resolve("application.properties"), text + "\n");
    }

    private void assertFinds(String found) {
        String id = database.insertEvent(row -> row.workspaceId("w").raw("{\"leadId\": \"lead-1\"}"));
        eventually(() -> assertThat(database.row(id)).containsEntry("status", "SUCCEEDED"));
        assertThat(receiver.requests(id).get(0).text()).contains("\"found\":\"" + found + "\"");
    }

    private static void awaitReloads(LogLines log, int count) {
        eventually(() -> assertThat(log.texts().stream()
                        .filter(line -> line.startsWith("INFO The routes were reloaded"))
                        .count())
                .isEqualTo(count));
    }
}
