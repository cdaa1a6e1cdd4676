package io.webhookcourier.routefiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.routemodel.MissingArtifact;
import io.webhookcourier.routemodel.RouteFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A step whose Camel artifact is not there is refused with the artifact's name. */
class MissingArtifactTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            - to: 'smtps:mail.example.com'                        | the component smtps needs camel-mail
            - to: 'kafka:topic'                                   | the component kafka needs camel-kafka
            - kamelet: { name: my-kamelet }                       | the step needs camel-kamelet
            - setBody: { jsonpath: { expression: $.lead } }       | the language jsonpath needs camel-jsonpath
            - circuitBreaker: { steps: [ { log: hm } ] }          | the step needs camel-resilience4j
            - marshal: { csv: {} }                                | the data format csv needs camel-csv
            """)
    void isNamed(String step, String said) throws Exception {
        String yaml = """
                - route:
                    id: users
                    from:
                      uri: direct:users
                      steps:
                        %s
                """.formatted(step);
        RouteFile file = new RouteFile("routes/users.camel.yaml", yaml.getBytes(StandardCharsets.UTF_8));
        RequiredRoutes none = new RequiredRoutes(List.of()) {
            @Override
            void requireIn(java.util.Collection<String> ids) {}
        };
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.disableJMX();
            context.start();
            RouteTrial trial = new RouteTrial(context, none, new RouteLoader(context, none));

            assertThatThrownBy(() -> trial.run(List.of(file)))
                    .isInstanceOf(ConfigurationException.class)
                    .message()
                    .startsWith("routes/users.camel.yaml does not load: route users: " + said)
                    .contains(": put its jars into ext/ and restart");
        }
    }

    @Test
    void aNameThatNoArtifactIsKnownForMayBeMistyped() {
        assertThat(MissingArtifact.sentence("Failed to resolve due to: No component found with scheme: htps"))
                .startsWith("there is no component named htps: check its spelling, or put the jars");
        assertThat(MissingArtifact.sentence("anything else")).isNull();
    }
}
