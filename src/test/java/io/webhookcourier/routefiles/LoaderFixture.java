package io.webhookcourier.routefiles;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.routemodel.RouteFile;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Loads and tries route files in a context of Camel's alone, with one route and one bean of the service's own. */
abstract class LoaderFixture {

    static final RequiredRoutes NONE = new RequiredRoutes(List.of()) {
        @Override
        void requireIn(Collection<String> ids) {}
    };

    final DefaultCamelContext context = new DefaultCamelContext();
    RouteLoader loader;
    RouteTrial trial;

    @BeforeEach
    void start() throws Exception {
        context.disableJMX();
        context.getRegistry().bind("dataSource", "the service's own");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:own").routeId("own").setBody(constant("own"));
            }
        });
        context.start();
        loader = new RouteLoader(context, NONE);
        trial = new RouteTrial(context, NONE, loader);
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    static String route(String id, String body) {
        return """
                - route:
                    id: %1$s
                    from:
                      uri: direct
                      parameters:
                        name: %1$s
                      steps:
                        - setBody:
                            id: set-%1$s
                            constant: "%2$s"
                """.formatted(id, body);
    }

    static String calls(String step) {
        return """
                - route:
                    id: caller
                    from:
                      uri: direct:caller
                      steps:
                        %s
                """.formatted(step);
    }

    static RouteFile file(String name, String text) {
        return new RouteFile("routes/" + name + ".camel.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    void load(RouteFile... files) {
        trial.run(List.of(files));
        loader.replaceBy(List.of(files), Set.of());
    }

    void refused(RouteFile file, String... said) {
        assertRefused(List.of(file), said);
    }

    void refused(RouteFile file, RouteFile second, String... said) {
        assertRefused(List.of(file, second), said);
    }

    void assertRefused(List<RouteFile> files, String... said) {
        assertThatThrownBy(() -> trial.run(files))
                .isInstanceOf(ConfigurationException.class)
                .message()
                .contains(said);
    }

    String ask(String name) {
        return context.createProducerTemplate().requestBody("direct:" + name, null, String.class);
    }
}
