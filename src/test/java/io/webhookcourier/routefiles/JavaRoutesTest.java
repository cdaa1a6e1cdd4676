package io.webhookcourier.routefiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.routemodel.RouteFile;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import javax.tools.ToolProvider;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes in Java are loaded, made again at a reload, and refused like those in files. */
class JavaRoutesTest {

    /** A user's; each one that is made counts up. */
    public static final class Counting extends RouteBuilder {

        private static int made;

        @Override
        public void configure() {
            from("direct:java").routeId("java").setBody(constant("made " + ++made));
        }
    }

    /** A user's, with a mistake. */
    public static final class CallsNothing extends RouteBuilder {

        @Override
        public void configure() {
            from("direct:java").routeId("java").to("direct:post-webhok");
        }
    }

    /** A user's, with another mistake. */
    public static final class Throws extends RouteBuilder {

        @Override
        public void configure() {
            throw new IllegalStateException("no such price list");
        }
    }

    /** A user's, whose jar needs another that is not there. */
    public static final class NeedsMore extends RouteBuilder {

        @Override
        public void configure() {
            throw new NoClassDefFoundError("com/example/Missing");
        }
    }

    /** A user's, which handles failures. */
    public static final class Handles extends RouteConfigurationBuilder {

        @Override
        public void configuration() {
            routeConfiguration("handles")
                    .onException(Exception.class)
                    .handled(true)
                    .setBody(constant("handled in Java"));
        }
    }

    private static final RequiredRoutes NONE = new RequiredRoutes(List.of()) {
        @Override
        void requireIn(Collection<String> ids) {}
    };

    @TempDir
    Path jar;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private URLClassLoader classes;

    @AfterEach
    void stop() throws IOException {
        context.stop();
        classes.close();
    }

    @Test
    void aBuilderIsMadeAgainAtEachReload() throws Exception {
        RouteLoader loader = loaderWith(Counting.class.getName());

        loader.replaceBy(List.of(file("a", "other")), Set.of());
        String first = ask();
        loader.replaceBy(List.of(file("a", "other")), Set.of());

        assertThat(first).startsWith("made ");
        assertThat(ask()).startsWith("made ").isNotEqualTo(first);
    }

    @Test
    void aMistakeInABuilderIsRefusedAndItsClassNamed() throws Exception {
        refused(CallsNothing.class.getName(), "CallsNothing.class does not load", "direct:post-webhok");
    }

    @Test
    void aBuilderThatThrowsIsRefusedAndItsClassNamed() throws Exception {
        refused(Throws.class.getName(), "Throws.class does not load", "no such price list");
    }

    @Test
    void aClassThatABuilderMissesIsNamed() throws Exception {
        refused(NeedsMore.class.getName(), "NeedsMore.class does not load: there is no class com.example.Missing");
    }

    @Test
    void aRouteConfigurationInJavaHandlesForRoutesOfFiles() throws Exception {
        RouteLoader loader = loaderWith(Handles.class.getName());
        String yaml = """
                - route:
                    id: java
                    routeConfigurationId: handles
                    from: { uri: 'direct:java', steps: [ { throwException: { exceptionType: java.lang.IllegalStateException, message: no } } ] }
                """;
        RouteFile file = new RouteFile("routes/a.camel.yaml", yaml.getBytes(StandardCharsets.UTF_8));

        loader.replaceBy(List.of(file), Set.of());
        assertThat(ask()).isEqualTo("handled in Java");
        loader.replaceBy(List.of(file), Set.of());
        assertThat(ask()).isEqualTo("handled in Java");
    }

    @Test
    void aClassForANewerJavaIsNamed() throws Exception {
        Path source = jar.resolve("Newer.java");
        Files.writeString(source, "public class Newer {}");
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none", source.toString()))
                .isZero();
        byte[] compiled = Files.readAllBytes(jar.resolve("Newer.class"));
        compiled[7] = 99;
        Files.write(jar.resolve("Newer.class"), compiled);

        assertThatThrownBy(() -> loaderWith("Newer"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("routes in Java do not load: ")
                .hasMessageContaining("class file version 99");
    }

    @Test
    void anIdThatAFileHasTooIsRefused() throws Exception {
        RouteLoader loader = loaderWith(Counting.class.getName());

        assertThatThrownBy(() -> loader.replaceBy(List.of(file("a", "java")), Set.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(
                        "Counting.class does not load: the route id java is already taken by" + " routes/a.camel.yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.example.Missing", "io.webhookcourier.routefiles.JavaRoutesTest", "a line with blanks"})
    void whatIsListedWronglyIsRefused(String listed) {
        assertThatThrownBy(() -> loaderWith(listed))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("routes in Java do not load: ");
    }

    private void refused(String type, String... said) throws Exception {
        RouteLoader loader = loaderWith(type);
        RouteTrial trial = new RouteTrial(context, NONE, loader);
        assertThatThrownBy(() -> trial.run(List.of(file("a", "other"))))
                .isInstanceOf(ConfigurationException.class)
                .message()
                .contains(said);
    }

    private RouteLoader loaderWith(String type) throws Exception {
        Path services = Files.createDirectories(jar.resolve("META-INF/services"));
        Files.writeString(services.resolve("org.apache.camel.RoutesBuilder"), type);
        classes = new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader());
        context.disableJMX();
        context.setApplicationContextClassLoader(classes);
        context.start();
        return new RouteLoader(context, NONE);
    }

    private static RouteFile file(String name, String route) {
        String yaml =
                "- route: { id: %1$s, from: { uri: 'direct:%1$s-of-a-file', steps: [ { log: { message: x } } ] } }";
        return new RouteFile(
                "routes/" + name + ".camel.yaml", yaml.formatted(route).getBytes(StandardCharsets.UTF_8));
    }

    private String ask() {
        return context.createProducerTemplate().requestBody("direct:java", null, String.class);
    }
}
