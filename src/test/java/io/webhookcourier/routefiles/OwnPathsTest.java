package io.webhookcourier.routefiles;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A user's route that answers HTTP requests cannot have a path of the service. */
class OwnPathsTest extends LoaderFixture {

    @BeforeEach
    void own() {
        OwnPaths own = new OwnPaths(
                Map.of("/", "the console", "/audit", "the console", "/events/*", "the console", "/api/*", "the API"));
        loader = new RouteLoader(context, NONE, own);
        trial = new RouteTrial(context, NONE, loader);
        context.getPropertiesComponent().addInitialProperty("their.path", "/audit/");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "platform-http | path: /audit                                    | /audit is a path of the console",
                "platform-http | path: events                                    | /events is a path of the console",
                "platform-http | path: \"/events/{id}\", httpMethodRestrict: PUT | /events/{id} is a path of the console",
                "platform-http | path: /api, matchOnUriPrefix: true              | /api is a path of the API",
                "platform-http | path: /                                         | / is a path of the console",
                "platform-http | path: \"{{their.path}}\"                        | /audit is a path of the console",
                "rest          | method: get, path: /api/v1, uriTemplate: /mine  | /api/v1/mine is a path of the API"
            })
    void aRouteOnAPathOfTheServiceIsRefused(String component, String parameters, String reason) {
        refused(
                file("mine", answering(component, parameters)),
                "routes/mine.camel.yaml does not load: route mine would never be called, because " + reason
                        + "; choose another path");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "platform-http | path: /audits",
                "platform-http | path: /audit/mine",
                "platform-http | path: /apis",
                "platform-http | path: /, matchOnUriPrefix: true",
                "direct        | name: audit"
            })
    void anyOtherPathIsFree(String component, String parameters) {
        trial.run(List.of(file("mine", answering(component, parameters))));
    }

    private static String answering(String component, String parameters) {
        return """
                - route:
                    id: mine
                    from:
                      uri: %s
                      parameters: { %s }
                      steps:
                        - setBody: { constant: mine }
                """.formatted(component, parameters);
    }
}
