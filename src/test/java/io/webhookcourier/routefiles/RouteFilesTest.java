package io.webhookcourier.routefiles;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.webhookcourier.routemodel.RouteFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Route;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What holds for the shipped route files, so that Kaoto opens them and people find their way. */
class RouteFilesTest extends RouteFixture {

    @Test
    void everyFileIsLoadedAndEveryRouteStarts() {
        Set<String> ids = Set.of(
                "deliver-event",
                "deliver-crm",
                "look-up-crm-settings",
                "look-up-crm-settings-batch",
                "look-up-crm-row",
                "on-event-failed",
                "post-webhook");

        assertThat(context().getRoutes()).extracting(Route::getRouteId).containsExactlyInAnyOrderElementsOf(ids);
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
    void idsAreUniqueAcrossFiles() {
        List<String> ids = new ArrayList<>();
        for (RouteFile file : files()) {
            collect(parsed(file), "id", ids);
        }
        assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void endpointsAreWrittenOutAsUriAndParameters() {
        for (RouteFile file : files()) {
            List<String> uris = new ArrayList<>();
            collect(parsed(file), "uri", uris);
            assertThat(uris).as(file.name()).allMatch(uri -> uri.matches("[a-z]+"));
        }
    }

    @Test
    void everyFileIsValidByCamelsOwnSchema() throws IOException {
        try (InputStream schema = getClass().getResourceAsStream("/schema/camelYamlDsl.json")) {
            JsonSchema camels =
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(schema);
            for (RouteFile file : files()) {
                assertThat(camels.validate(new ObjectMapper().valueToTree(parsed(file))))
                        .as(file.name())
                        .isEmpty();
            }
        }
    }

    @Test
    void commentsStandOnlyAtTheTopBecauseEditorsDropTheOthers() {
        for (RouteFile file : files()) {
            assertThat(text(file).lines().dropWhile(line -> line.startsWith("#")))
                    .as(file.name())
                    .noneMatch(line -> line.strip().startsWith("#"));
        }
    }

    private static List<RouteFile> files() {
        return ShippedRoutes.all();
    }

    private static String text(RouteFile file) {
        return new String(file.content(), StandardCharsets.UTF_8);
    }

    private static Object parsed(RouteFile file) {
        return new Load(LoadSettings.builder().build()).loadFromString(text(file));
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
