package io.webhookcourier.routefiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.routemodel.RouteFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Camel users write less often: each loads and works, or is refused in one line that names the file. */
class UnusualRouteFilesTest extends LoaderFixture {

    @Test
    void aTemplateServesSeveralRoutesAlsoOfOtherFiles() {
        String template = """
                - routeTemplate:
                    id: answer
                    parameters: [ { name: name } ]
                    from:
                      uri: "direct:{{name}}"
                      steps:
                        - wireTap: { uri: "direct:own" }
                        - setBody: { id: set-name, simple: "{{name}}" }
                """;
        String use = """
                - templatedRoute:
                    routeTemplateRef: answer
                    routeId: route-%1$s
                    parameters: [ { name: name, value: %1$s } ]
                """;
        RouteFile[] files = {file("a", use.formatted("first")), file("t", template), file("u", use.formatted("second"))
        };
        load(files);
        load(files);

        assertThat(ask("first")).isEqualTo("first");
        assertThat(ask("second")).isEqualTo("second");
    }

    @Test
    void errorHandlingAtTheTopOfAFileAppliesToItsRoutes() {
        load(file("a", """
                        - onException:
                            exception: [ java.lang.Exception ]
                            handled: { constant: "true" }
                            steps: [ { setBody: { constant: "by the file" } } ]
                        """ + calls(THROW)), file("b", route("b", "1")));

        assertThat(ask("caller")).isEqualTo("by the file");
    }

    @Test
    void aRouteWhosePreconditionDoesNotHoldIsNotThere() {
        load(
                file("a", route("a", "1").replace("id: a\n", "id: a\n    precondition: \"false\"\n")),
                file("b", route("a", "2")));
        assertThat(ask("a")).isEqualTo("2");

        refused(
                file(
                        "a",
                        route("a", "1").replace("id: a\n", "id: a\n    precondition: \"false\"\n")
                                + calls("- to: direct:a")),
                "calls direct:a, but no route begins with it");
    }

    @Test
    void aRequiredRouteThatDoesNotStartIsRefused() {
        RequiredRoutes required = new RequiredRoutes(List.of("CRM")) {
            @Override
            void requireIn(java.util.Collection<String> ids) {}
        };
        String off = "    autoStartup: \"false\"\n";

        assertThatThrownBy(() -> new RouteTrial(context, required, loader)
                        .run(List.of(file("d", route("deliver-crm", "1").replace("    from:", off + "    from:")))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("routes/d.camel.yaml does not load: route deliver-crm has autoStartup false");
        refused(
                file("d", route("audit", "1").replace("    from:", off + "    from:") + calls("- to: direct:audit")),
                "step to of route caller calls direct:audit, but route audit, which begins with it, has autoStartup"
                        + " false");
        load(file("d", route("audit", "1").replace("    from:", off + "    from:")));
    }

    @Test
    void aClaimRouteOfOnesOwnIsRefusedWithWhatToDo() {
        refused(
                file("claims", route("audit", "1") + route("claim-due-events", "2")),
                "routes/claims.camel.yaml does not load: the route claim-due-events is now part of the service, and files"
                        + " cannot change how rows are claimed; delete the route");
    }

    @Test
    void aStepWithAnIdOfTheServicesOwnIsRefused() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:claims").routeId("claims").setBody(constant("")).id("claim");
            }
        });
        loader = new RouteLoader(context, NONE);
        trial = new RouteTrial(context, NONE, loader);
        refused(
                file("a", calls("- setBody: { id: claim, constant: x }")),
                "routes/a.camel.yaml does not load: the id claim is already taken by a route of the service itself");
    }

    @Test
    void twoRoutesForOneProviderAreRefused() {
        List<RouteFile> files = List.of(
                file("a", route("deliver-event", "2")),
                file("d", route("deliver-crm", "3") + route("deliver-CRM", "4")),
                file("e", HANDLES.formatted("handle-failures")));

        assertThatThrownBy(() -> new RouteTrial(context, new RequiredRoutes(List.of("CRM")), loader).run(files))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("the routes deliver-CRM and deliver-crm in routes/ both deliver CRM: keep one of them");
    }

    @Test
    void aTargetThatAPropertyNamesIsCheckedToo() {
        context.getPropertiesComponent().addInitialProperty("audit.target", "direct:audi");
        refused(
                file("d", route("audit", "1") + calls("- to: \"{{audit.target}}\"")),
                "calls direct:audi, but no route begins with it; the nearest name is direct:audit");
        refused(file("d", calls("- to: \"{{no.such.key}}\"")), "no.such.key");
    }

    @Test
    void twoRoutesThatBeginWithOneNameAreRefused() {
        refused(
                file("a", route("a", "1")),
                file("b", route("b", "2").replace("name: b", "name: a")),
                "routes/b.camel.yaml does not load: route b begins with direct:a, and route a does already");
    }

    @Test
    void oneIdInTwoLanguagesIsRefused() {
        RouteFile xml = new RouteFile(
                "routes/b.camel.xml",
                "<routes xmlns=\"http://camel.apache.org/schema/xml-io\"><route id=\"a\"><from uri=\"direct:b\"/><log message=\"x\"/></route></routes>"
                        .getBytes(StandardCharsets.UTF_8));
        refused(
                file("a", route("a", "1")),
                xml,
                "routes/b.camel.xml does not load: the route id a is already taken by routes/a.camel.yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sql", "log", "timer", "simple", "own"})
    void aBeanMayBeNamedLikeAPartOfCamels(String name) {
        load(file("b", """
                        - beans:
                            - name: %1$s
                              type: io.webhookcourier.routefiles.RouteLoaderTest$Greeting
                              properties: { words: "hello" }
                        - route:
                            id: says
                            from: { uri: 'direct:says', steps: [ { to: 'log:x' }, { bean: { ref: %1$s, method: say } } ] }
                        """.formatted(name)));
        assertThat(ask("says")).isEqualTo("hello");
    }

    @Test
    void aRouteConfigurationThatARouteNamesMustBeThere() {
        String named = """
                - route:
                    id: caller
                    routeConfigurationId: %s
                    from: { uri: 'direct:caller', steps: [ { throwException: { exceptionType: java.lang.IllegalStateException, message: no } } ] }
                """;
        refused(
                file("a", named.formatted("handel-it") + HANDLES.formatted("handle-it")),
                "routes/a.camel.yaml does not load: route caller names the routeConfiguration handel-it, which no file"
                        + " has; the nearest is handle-it");

        load(file("a", named.formatted("handle-it") + HANDLES.formatted("handle-it")));
        assertThat(ask("caller")).isEqualTo("handled");
        load(file("a", named.formatted("handle-failures") + HANDLES.formatted("handle-failures")));
        assertThat(ask("caller")).isEqualTo("handled");
        refused(
                file("a", named.formatted("\"handle-it, handle-failures\"") + HANDLES.formatted("handle-it")),
                "names the routeConfigurations \"handle-it, handle-failures\"; separate them by a comma alone");
        load(file("a", named.formatted("\"handle-*\"") + HANDLES.formatted("handle-it")));
        assertThat(ask("caller")).isEqualTo("handled");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- route: { id: a }                                                | a route has no from:",
                "- route: { id: a, from: { uri: 'direct:a' } }                     | has no output processors",
                "- beans: [ { name: x, type: com.example.None } ]                  | there is no class com.example.None: check its",
                "- beans: [ { name: x, type: 'io.webhookcourier.routefiles.UnusualRouteFilesTest$Broken' } ] | no licence",
                "- templatedRoute: { routeTemplateRef: none, routeId: x }          | Cannot find RouteTemplate with id none",
                "- restConfiguration: { component: platform-http }                 | it holds nothing to load",
                "- onException: { exception: [ java.lang.Exception ] }             | it holds nothing to load",
                "'- route: { id: a, from: { uri: ''direct:own'', steps: [ { log: x } ] } }' | route a begins with direct:own, and a route of the service itself does already",
                "'- route: { id: a, from: { uri: ''direct:a'', steps: [ { setBody: { simple: ''${x'' } } ] } }' | route a: ",
                "'- route: { id: a, from: { uri: ''direct:a'', steps: [ { process: { ref: dataSource } } ] } }' | dataSource of type",
                "'- route: { id: a, from: { uri: ''direct:a'', steps: [ { proccess: { ref: dataSource } } ] } }' | proccess",
                "'- route: { id: own, from: { uri: ''direct:a'', steps: [ { log: x } ] } }' | the route id own is already taken",
                "'- route: { id: a, from: { uri: ''direct:a'', steps: [ { saga: { steps: [ { log: x } ] } } ] } }' | CamelSagaService",
            })
    void aMistakeIsOneLine(String text, String said) {
        refused(file("b", text + "\n"), "routes/b.camel.yaml does not load: ", said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ufeff%s", "%s\r\n", "%s\n\n\n", "# a comment\r\n%s", "---\n%s\n"})
    void endsOfLinesAndAMarkAtTheBeginningDoNotMatter(String frame) {
        load(file(
                "b",
                frame.formatted(
                        "- route: { id: a, from: { uri: 'direct:a', steps: [ { setBody: { constant: b } } ] } }")));
        assertThat(ask("a")).isEqualTo("b");
    }

    /** A bean whose class cannot be initialised. */
    public static final class Broken {
        static {
            fail();
        }

        private static void fail() {
            throw new IllegalStateException("no licence");
        }
    }

    private static final String HANDLES = """
            - routeConfiguration:
                id: %s
                onException:
                  - onException:
                      exception: [ java.lang.Exception ]
                      handled: { constant: "true" }
                      steps: [ { setBody: { constant: "handled" } } ]
            """;

    private static final String THROW =
            "- throwException: { exceptionType: java.lang.IllegalStateException, message: no }";
}
