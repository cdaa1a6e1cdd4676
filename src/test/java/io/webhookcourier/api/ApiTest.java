package io.webhookcourier.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.webhookcourier.support.Http;
import io.webhookcourier.support.Scene;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The API on a running service; every answer is held against the OpenAPI document. */
class ApiTest {

    static Scene scene;
    static Http http;
    static DescribedApi api;

    @BeforeAll
    static void start() {
        scene = Scene.start(Map.of("courier.retry.initial-delay", "15m"));
        http = Http.to(scene.courier().url());
        api = new DescribedApi(http);
    }

    @AfterAll
    static void everyOperationOfTheDocumentWasSeenToSucceed() {
        try {
            Set<String> missing = new HashSet<>(api.operations());
            missing.removeAll(api.succeeded());
            assertThat(missing).containsExactlyInAnyOrder("get /events.csv", "get /openapi.json", "get /openapi.yaml");
        } finally {
            scene.close();
        }
    }

    @Nested
    class Lists extends ApiListCases {}

    @Nested
    class Events extends ApiEventCases {}

    @Nested
    class Operations extends ApiOperationCases {}

    @Nested
    class Refusals extends ApiRefusalCases {}

    @Test
    void theDocumentNamesEveryPathThatIsAnswered() {
        List<String> routes = Stream.of(ApiRoute.values())
                .map(route -> route.method().toLowerCase(Locale.ROOT) + " "
                        + (route == ApiRoute.INDEX
                                ? "/"
                                : route.path().substring(ApiRoute.ROOT.length()).replaceAll(":(\\w+)", "{$1}")))
                .toList();

        assertThat(api.operations()).containsExactlyInAnyOrderElementsOf(routes);
        assertThat(http.get("/api/v1/openapi.yaml").body()).startsWith("openapi: 3.1.0");
    }

    @Test
    void theIndexLeadsToWhatThereIs() {
        JsonNode index = api.get(200, "/", "", "");

        assertThat(http.get("/api/v1").body()).isEqualTo(index.toString());
        assertThat(index.get("links")).hasSize(5).allSatisfy(link -> assertThat(
                        http.get(link.textValue()).status())
                .isEqualTo(200));
        assertThat(http.get(index.get("description").textValue()).status()).isEqualTo(200);
    }

    /** Generated clients refuse what such a schema does not name, and fields may be added. */
    @Test
    void answersAreDescribedWithoutForbiddingNewFields() {
        JsonNode schemas = api.description().at("/components/schemas");

        assertThat(schemas).isNotEmpty();
        assertThat(schemas.findValues("additionalProperties")).noneMatch(JsonNode::isBoolean);
        assertThat(api.description().get("paths").findValues("responses"))
                .flatMap(responses -> responses.findValues("additionalProperties"))
                .noneMatch(JsonNode::isBoolean);
    }

    @Test
    void theOverviewCountsAndNamesTheWorker() {
        String id = scene.event(row -> {});
        scene.awaitStatus(id, "SUCCEEDED");

        JsonNode overview = api.get(200, "/overview", "", "");

        assertThat(overview.at("/workers/0/alive").booleanValue()).isTrue();
        assertThat(overview.get("lastHour")).hasSize(60);
        assertThat(overview.at("/due/more").booleanValue()).isFalse();
    }
}
