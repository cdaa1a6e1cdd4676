package io.webhookcourier.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.Route;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What holds for all route files, so that Kaoto opens them and people find their way. */
class RouteFilesTest extends RouteFixture {

    @Test
    void everyFileIsLoadedAndEveryRouteStarts() throws IOException {
        Set<String> ids = Set.of(
                "claim-due-events",
                "deliver-event",
                "deliver-crm",
                "look-up-crm-settings",
                "look-up-crm-row",
                "on-event-failed",
                "post-webhook");

        assertThat(context().getRoutes()).extracting(Route::getRouteId).containsAll(ids);
        assertThat(context().getRoutes()).allMatch(route -> context()
                .getRouteController()
                .getRouteStatus(route.getRouteId())
                .isStarted());
    }

    @Test
    void everyRouteIsDescribedAndNamedLikeItsEntranceAndItsFile() {
        for (RouteDefinition route : ((ModelCamelContext) context()).getRouteDefinitions()) {
            assertThat(route.getDescriptionText()).as(route.getRouteId()).isNotBlank();
            assertThat(route.getRouteId()).matches("[a-z]+(-[a-z]+)*");
            assertThat(route.getInput().getEndpointUri()).isEqualTo("direct:" + route.getRouteId());
            assertThat(route.getResource().getLocation()).endsWith("/" + route.getRouteId() + ".camel.yaml");
        }
    }

    @Test
    void idsAreUniqueAcrossFiles() throws IOException {
        List<String> ids = new ArrayList<>();
        for (Path file : files()) {
            collect(parsed(file), "id", ids);
        }
        assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void endpointsAreWrittenOutAsUriAndParameters() throws IOException {
        for (Path file : files()) {
            List<String> uris = new ArrayList<>();
            collect(parsed(file), "uri", uris);
            assertThat(uris).as(file.toString()).allMatch(uri -> uri.matches("[a-z]+"));
        }
    }

    @Test
    void everyFileIsValidByCamelsOwnSchema() throws IOException {
        try (InputStream schema = getClass().getResourceAsStream("/schema/camelYamlDsl.json")) {
            JsonSchema camels =
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(schema);
            for (Path file : files()) {
                assertThat(camels.validate(new ObjectMapper().valueToTree(parsed(file))))
                        .as(file.toString())
                        .isEmpty();
            }
        }
    }

    @Test
    void commentsStandOnlyAtTheTopBecauseEditorsDropTheOthers() throws IOException {
        for (Path file : files()) {
            assertThat(Files.readAllLines(file).stream().dropWhile(line -> line.startsWith("#")))
                    .as(file.toString())
                    .noneMatch(line -> line.strip().startsWith("#"));
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            return files.sorted().toList();
        }
    }

    private static Object parsed(Path file) throws IOException {
        return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    }

    private static void collect(Object node, String key, List<String> found) {
        if (node instanceof List<?> list) {
            list.forEach(element -> collect(element, key, found));
        } else if (node instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (name.equals(key) && value instanceof String text) {
                    found.add(text);
                }
                collect(value, key, found);
            });
        }
    }
}
