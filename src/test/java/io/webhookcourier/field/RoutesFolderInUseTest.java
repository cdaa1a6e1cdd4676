package io.webhookcourier.field;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.routefiles.ShippedRoutes;
import io.webhookcourier.support.LogLines;
import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.RouteFolder;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.Scene;
import io.webhookcourier.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Editors, templates and beans in the folder of a running service. */
class RoutesFolderInUseTest {

    private static final String LOOK_UP = "look-up-crm-row.camel.yaml";
    private static final String CLAIMS = "claim-due-events.camel.yaml";

    /** A bean of a user's. */
    public static final class Row {

        private String json;

        public void setJson(String json) {
            this.json = json;
        }

        public String json() {
            return json;
        }
    }

    private static TestDatabase database;
    private static Receiver receiver;
    private static RouteFolder routes;
    private static RunningCourier courier;
    private static LogLines log;

    @BeforeAll
    static void start() throws IOException {
        log = new LogLines();
        database = TestDatabase.create();
        receiver = Receiver.start();
        routes = RouteFolder.shipped();
        database.insertWorkspace("w", receiver.url(), Scene.SECRET, "lead_created");
        // What Emacs leaves while a file is being edited: a link to nowhere.
        Files.createSymbolicLink(inRoutes(".#deliver-crm.camel.yaml"), Path.of("me@host.1:2"));
        Files.writeString(inRoutes(".deliver-crm.camel.yaml.swp"), "half of a file");
        Files.writeString(inRoutes("#deliver-crm.camel.yaml#"), "- route: {");
        Files.writeString(inRoutes("deliver-fax.yml"), "- route: {}");
        // The folder was filled by an earlier release.
        Files.copy(Path.of("src/main/resources/retired-routes", CLAIMS), inRoutes(CLAIMS));
        courier = RunningCourier.start(database.jdbcUrl(), Map.of(), routes.workingFolder());
    }

    @AfterAll
    static void stop() {
        courier.close();
        routes.close();
        receiver.close();
        database.close();
        log.close();
    }

    @Test
    void whatEditorsLeaveInTheFolderIsIgnored() throws IOException {
        String before = routes.read(LOOK_UP);
        Files.createSymbolicLink(inRoutes(".#" + LOOK_UP), Path.of("me@host.1:2"));
        routes.write(LOOK_UP, before + "# edited\n");
        Files.delete(inRoutes(".#" + LOOK_UP));

        eventually(() -> assertThat(log.texts())
                .contains("INFO The routes were reloaded from "
                        + ShippedRoutes.fileNames().size() + " files."));
        assertThat(courier.get("/observe/health/ready").statusCode()).isEqualTo(200);
        assertThat(log.texts())
                .noneMatch(line -> line.contains(".#"))
                .containsOnlyOnce("INFO " + inRoutes("deliver-fax.yml")
                        + " is not loaded: the name of a route file ends with .camel.yaml or .camel.xml.");
    }

    @Test
    void anOldClaimRouteFileIsIgnoredAndAnEditedOneRefused() {
        String line = "INFO " + inRoutes(CLAIMS)
                + " is not loaded: the route claim-due-events is now part of the service. Delete the file.";
        assertThat(log.texts()).containsOnlyOnce(line);

        String before = routes.read(CLAIMS);
        routes.edit(CLAIMS, "classpath:sql/claim-due-events.sql", "file:my-claims.sql");
        eventually(() -> assertThat(courier.get("/observe/health").body())
                .contains("does not load: the route claim-due-events is now part of the service"));
        assertRowIsLookedUp();
        routes.write(CLAIMS, before);
        eventually(() ->
                assertThat(courier.get("/observe/health/ready").statusCode()).isEqualTo(200));
    }

    @Test
    void aTemplatedRouteIsThereAtOnceAndChangesWithItsTemplate() {
        String before = routes.read(LOOK_UP);
        try {
            routes.write(LOOK_UP, TEMPLATED.formatted("one"));
            assertRowBecomes("one");
            routes.write(LOOK_UP, TEMPLATED.formatted("two"));
            assertRowBecomes("two");
        } finally {
            routes.write(LOOK_UP, before);
        }
    }

    @Test
    void aBeanThatIsEditedIsMadeAgain() {
        String before = routes.read(LOOK_UP);
        try {
            routes.write(LOOK_UP, WITH_BEAN.formatted("one"));
            assertRowBecomes("one");
            routes.write(LOOK_UP, WITH_BEAN.formatted("two"));
            assertRowBecomes("two");
        } finally {
            routes.write(LOOK_UP, before);
        }
    }

    private static final String TEMPLATED = """
            - routeTemplate:
                id: known-row
                parameters:
                  - name: entrance
                from:
                  uri: "direct:{{entrance}}"
                  steps:
                    - setBody:
                        constant: '{"is": "%s"}'
            - templatedRoute:
                routeTemplateRef: known-row
                routeId: look-up-crm-row
                parameters:
                  - name: entrance
                    value: look-up-crm-row
            """;

    private static final String WITH_BEAN = """
            - beans:
                - name: row
                  type: io.webhookcourier.field.RoutesFolderInUseTest$Row
                  properties:
                    json: '{"is": "%s"}'
            - route:
                id: look-up-crm-row
                from:
                  uri: direct:look-up-crm-row
                  steps:
                    - bean:
                        ref: row
                        method: json
            """;

    private static void assertRowBecomes(String value) {
        eventually(() -> {
            String id = database.insertEvent(row -> row.workspaceId("w").raw("{\"leadId\": \"l\"}"));
            eventually(() -> assertThat(database.row(id).get("status")).isIn("SUCCEEDED", "FAILED"));
            assertThat(receiver.requests(id)).isNotEmpty();
            assertThat(receiver.requests(id).get(0).text()).endsWith("\"row\":{\"is\":\"" + value + "\"}}");
        });
    }

    /** With the shipped look-up, which knows no row. */
    private static void assertRowIsLookedUp() {
        String id = database.insertEvent(row -> row.workspaceId("w").raw("{\"leadId\": \"l\"}"));
        eventually(() -> assertThat(database.row(id)).containsEntry("lastError", "crm_row_not_found leadId=l"));
    }

    private static Path inRoutes(String name) {
        return routes.workingFolder().resolve("routes").resolve(name);
    }
}
