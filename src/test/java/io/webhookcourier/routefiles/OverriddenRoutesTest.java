package io.webhookcourier.routefiles;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.routemodel.RouteFile;
import io.webhookcourier.support.LogLines;
import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.Scene;
import io.webhookcourier.support.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped routes are in the jar; a file in {@code routes/} replaces its namesake, until it is removed. */
class OverriddenRoutesTest {

    private static final int SHIPPED = ShippedRoutes.fileNames().size();
    private static final String LOOK_UP = "look-up-crm-row.camel.yaml";
    private static final String CLAIMS = "claim-due-events.camel.yaml";
    private static final String ROUTE = """
            - route:
                id: %s
                from:
                  uri: direct:look-up-crm-row
                  steps:
                    - setBody: { constant: '{"looked": "%s"}' }
            """;

    @TempDir
    Path folder;

    @Test
    void shippedRoutesDeliverAndFilesOverrideThemAtRunTime() throws IOException {
        try (TestDatabase database = TestDatabase.create();
                Receiver receiver = Receiver.start();
                LogLines log = new LogLines();
                RunningCourier courier = RunningCourier.start(database.jdbcUrl(), Map.of(), folder)) {
            database.insertWorkspace("w", receiver.url(), Scene.SECRET, "lead_created");
            assertThat(courier.get("/observe/health/live").statusCode()).isEqualTo(200);
            assertThat(lookedUp(database, receiver)).isEqualTo("FAILED");

            write(LOOK_UP, ROUTE.formatted("look-up-crm-row", "up"));
            eventually(() -> assertThat(reloads(log)).isEqualTo(1));
            assertThat(lookedUp(database, receiver)).endsWith("{\"looked\":\"up\"}}");

            Files.delete(folder.resolve("routes").resolve(LOOK_UP));
            eventually(() -> assertThat(reloads(log)).isEqualTo(2));
            assertThat(lookedUp(database, receiver)).isEqualTo("FAILED");
        }
    }

    @Test
    void aFileReplacesAShippedOneByNameOrById() {
        assertThat(besides(LOOK_UP, "- route: {}")).hasSize(SHIPPED - 1).doesNotContain(LOOK_UP);
        assertThat(besides("leads.camel.yaml", ROUTE.formatted("look-up-crm-row", "up")))
                .doesNotContain(LOOK_UP);
        assertThat(besides("leads.camel.yaml", "- route: {\"id\": \"look-up-crm-row\"}"))
                .doesNotContain(LOOK_UP);
        assertThat(besides("crm.camel.yaml", ROUTE.formatted("deliver-CRM", "up")))
                .doesNotContain("deliver-crm.camel.yaml");
        assertThat(besides("leads.camel.xml", "<route id=\"look-up-crm-row\">")).doesNotContain(LOOK_UP);
        assertThat(besides("leads.camel.yaml", ROUTE.formatted("look-up-crm-row-2", "up")))
                .hasSize(SHIPPED);
        assertThat(besides("leads.camel.yaml", "# id: look-up-crm-row")).hasSize(SHIPPED);
    }

    @Test
    void aFileOfOnlyCommentsReplacesItsNamesakeByNothing() throws IOException {
        write("on-event-failed.camel.yaml", "# Nothing is called.\n");
        RouteFiles files = new RouteFiles(folder.resolve("routes"));

        assertThat(files.read())
                .extracting(RouteFile::fileName)
                .hasSize(SHIPPED - 1)
                .doesNotContain("on-event-failed.camel.yaml")
                .isSorted();
        assertThat(files.passedOver()).singleElement().asString().endsWith("is not loaded, either.");
    }

    @Test
    void theClaimRouteOfEarlierReleasesIsLeftOutAndNamed() throws IOException {
        RouteFiles files = new RouteFiles(folder.resolve("routes"));
        String shipped = claimRoute();
        String earlier = shipped.replaceFirst("(?m)^ *dataSource.*\\R", "")
                .replace("parametersCount: 8", "parametersCount: 7")
                .replaceFirst("(?m)^#.*\\R", "");

        for (String copy : List.of(shipped, earlier, shipped.replace("\n", "\r\n"))) {
            write(CLAIMS, copy);
            assertThat(files.read())
                    .extracting(RouteFile::fileName)
                    .hasSize(SHIPPED)
                    .doesNotContain(CLAIMS);
            assertThat(files.passedOver())
                    .containsExactly(folder.resolve("routes").resolve(CLAIMS) + " is not loaded: the route"
                            + " claim-due-events is now part of the service. Delete the file.");
        }
    }

    @Test
    void anUnchangedCopyReplacesNothingAndAnEditedOneIsNamed() throws IOException {
        String shipped = new String(ShippedRoutes.named(LOOK_UP).content(), StandardCharsets.UTF_8);
        RouteFiles files = new RouteFiles(folder.resolve("routes"));

        write(LOOK_UP, shipped);
        assertThat(files.replacements()).isEmpty();

        write(LOOK_UP, shipped + "# edited\n");
        assertThat(files.replacements())
                .containsExactly(folder.resolve("routes").resolve(LOOK_UP) + " replaces the shipped " + LOOK_UP);
    }

    private static String claimRoute() throws IOException {
        return Files.readString(Path.of("src/main/resources/retired-routes", CLAIMS));
    }

    private static List<String> besides(String name, String text) {
        RouteFile file = new RouteFile("routes/" + name, text.getBytes(StandardCharsets.UTF_8));
        return ShippedRoutes.besides(List.of(file)).stream()
                .map(RouteFile::fileName)
                .toList();
    }

    /** The body that was sent for an event without a row, or the status of the event when none was. */
    private static String lookedUp(TestDatabase database, Receiver receiver) {
        String id = database.insertEvent(row -> row.workspaceId("w").raw("{\"leadId\": \"l\"}"));
        eventually(() -> assertThat(database.row(id).get("status")).isIn("SUCCEEDED", "FAILED"));
        return receiver.requests(id).isEmpty()
                ? database.row(id).get("status").toString()
                : receiver.requests(id).get(0).text();
    }

    private static long reloads(LogLines log) {
        return log.texts().stream()
                .filter(line -> line.startsWith("INFO The routes were reloaded"))
                .count();
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve("routes"));
        Path written = Files.writeString(folder.resolve(name + ".tmp"), text);
        Files.move(written, folder.resolve("routes").resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
}
