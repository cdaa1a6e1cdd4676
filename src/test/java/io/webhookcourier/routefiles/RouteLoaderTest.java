package io.webhookcourier.routefiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.routemodel.RouteFile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a set of route files replaces, and what is said of a set with a mistake; in a context of Camel's alone. */
class RouteLoaderTest extends LoaderFixture {

    /** A bean of a user's. */
    public static final class Greeting implements AutoCloseable {

        static final List<String> CLOSED = new ArrayList<>();

        private String words;

        public void setWords(String words) {
            this.words = words;
        }

        public String say() {
            return words;
        }

        @Override
        public void close() {
            CLOSED.add(words);
        }
    }

    @BeforeEach
    void forget() {
        Greeting.CLOSED.clear();
    }

    @Test
    void aTemplatedRouteIsCreatedAndReplacedWithItsTemplate() {
        load(file("t", TEMPLATE.formatted("one")));
        assertThat(ask("from-template")).isEqualTo("one");

        load(file("t", TEMPLATE.formatted("two") + calls("- to: direct:from-template")));
        assertThat(ask("caller")).isEqualTo("two");

        load(file("a", route("a", "1")));
        assertThat(context.getRouteTemplateDefinitions()).isEmpty();
        assertThat(context.getRouteDefinitions())
                .extracting(org.apache.camel.model.RouteDefinition::getRouteId)
                .containsExactly("own", "a");
    }

    @Test
    void aBeanGoesWithItsFileAndComesBackAsItIsWrittenThen() {
        load(file("b", bean("greeting", "hello") + SAYS));
        assertThat(ask("says")).isEqualTo("hello");
        load(file("b", bean("greeting", "good day") + SAYS));
        assertThat(ask("says")).isEqualTo("good day");
        assertThat(Greeting.CLOSED).contains("hello").doesNotContain("good day ");

        load(file("a", route("a", "1")));
        assertThat(context.getRegistry().lookupByName("greeting")).isNull();
        assertThat(context.getRegistry().lookupByName("dataSource")).isEqualTo("the service's own");
    }

    @Test
    void anEndpointThatWasMadeWhileRunningDoesNotKeepTheOldBean() {
        load(file("b", bean("greeting", "hello") + SAYS_DYNAMICALLY));
        assertThat(ask("says")).isEqualTo("hello");
        load(file("b", bean("greeting", "good day") + SAYS_DYNAMICALLY));
        assertThat(ask("says")).isEqualTo("good day");
    }

    @Test
    void afterAFileThatDoesNotLoadTheBeansOfTheNextOneAreMade() {
        load(file("b", bean("greeting", "hello") + SAYS));
        refused(file("b", bean("greeting", "never") + SAYS + "- nonsense: {}\n"), "nonsense");
        load(file("b", bean("greeting", "good day") + SAYS));
        assertThat(ask("says")).isEqualTo("good day");
    }

    @Test
    void aBeanWithTheNameOfOneOfTheServiceIsRefused() {
        refused(
                file("b", bean("dataSource", "mine") + SAYS),
                "routes/b.camel.yaml does not load: the bean name dataSource is taken by a bean of the service");
        assertThat(context.getRegistry().lookupByName("dataSource")).isEqualTo("the service's own");
    }

    @Test
    void aBeanThatTwoFilesDefineIsRefused() {
        assertThatThrownBy(() ->
                        trial.run(List.of(file("a", bean("greeting", "one")), file("b", bean("greeting", "two")))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("routes/b.camel.yaml does not load: the bean name greeting is already taken by"
                        + " routes/a.camel.yaml");
    }

    @Test
    void routesWithoutAnIdAreNotTakenForOneAnother() {
        String anonymous = "- from: { uri: 'direct:%1$s', steps: [ { setBody: { constant: '%1$s' } } ] }\n";
        load(file("a", anonymous.formatted("a")), file("b", anonymous.formatted("b")));
        assertThat(ask("a") + ask("b")).isEqualTo("ab");
        load(file("a", anonymous.formatted("a")), file("b", anonymous.formatted("b")));
        assertThat(context.getRouteDefinitions()).hasSize(3);
    }

    @Test
    void aCallOfANameThatNoRouteHasIsRefusedWithTheNearest() {
        refused(
                file("a", route("post-webhook", "1") + calls("- to: direct:post-webhok")),
                "routes/a.camel.yaml does not load: step to of route caller calls direct:post-webhok, but no route"
                        + " begins with it; the nearest name is direct:post-webhook");
        for (String step : List.of(
                "- wireTap: { uri: 'direct:post-webhok' }",
                "- toD: direct:post-webhok",
                "- enrich: { constant: 'direct:post-webhok' }",
                "- recipientList: { constant: 'direct:own,direct:post-webhok' }",
                "- multicast: { steps: [ { to: 'direct:post-webhok' } ] }",
                "- doTry: { steps: [ { log: hm } ], doCatch: [ { exception: [ java.lang.Exception ],"
                        + " steps: [ { to: 'direct:post-webhok' } ] } ] }",
                "- choice: { when: [ { simple: '${body}', steps: [ { to: 'direct:post-webhok' } ] } ] }",
                "- to: { uri: direct, parameters: { name: post-webhok } }")) {
            refused(file("a", route("post-webhook", "1") + calls(step)), "the nearest name is direct:post-webhook");
        }
    }

    @Test
    void aCallOfTheServicesOwnRouteOrOfOneThatIsComputedIsNone() {
        load(file("a", calls("- to: direct:own")), file("b", """
                        - route:
                            id: computed
                            from: { uri: 'direct:computed', steps: [ { toD: 'direct:${header.x}' },
                              { to: 'direct:optional?failIfNoConsumers=false' } ] }
                        """));
        assertThat(ask("caller")).isEqualTo("own");
    }

    @Test
    void anErrorHandlingThatCallsNothingIsRefused() {
        refused(
                file("e", """
                        - routeConfiguration:
                            id: mine
                            onException:
                              - onException:
                                  exception: [ java.lang.Exception ]
                                  steps: [ { to: { id: tell, uri: 'direct:alarn' } } ]
                        """),
                "routes/e.camel.yaml does not load: step tell of a routeConfiguration calls direct:alarn");
    }

    private static final String HANDLING = """
            - routeConfiguration:
                %s
                onException:
                  - onException:
                      exception: [ java.lang.Exception ]
                      handled: { constant: "true" }
                      steps: [ { setBody: { constant: "handled" } } ]
            """;

    @Test
    void theCommonHandlingAppliesUnlessARouteNamesAnother() {
        String fails = calls("- throwException: { exceptionType: java.lang.IllegalStateException, message: no }");
        load(file("a", fails), file("e", HANDLING.formatted("id: handle-failures")));
        assertThat(ask("caller")).isEqualTo("handled");

        load(file("a", fails), file("e", HANDLING.formatted("description: as files had it before it had an id")));
        assertThat(ask("caller")).isEqualTo("handled");
    }

    @Test
    void aSetOfFilesWithoutHandlingForAllRoutesIsRefused() {
        RequiredRoutes required = new RequiredRoutes(List.of());
        List<RouteFile> files = List.of(
                file("a", route("deliver-event", "2")), file("e", HANDLING.formatted("id: routeConfiguration-1234")));

        assertThatThrownBy(() -> new RouteTrial(context, required, loader).run(files))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(
                        "no file in routes/ has a routeConfiguration with the id handle-failures and an onException");
    }

    @Test
    void twoHandlingsForAllRoutesAreRefused() {
        refused(
                file("a", HANDLING.formatted("id: handle-failures")),
                file("b", HANDLING.formatted("id: handle-failures")),
                "routes/b.camel.yaml does not load: the id handle-failures of a routeConfiguration is already taken by"
                        + " routes/a.camel.yaml");
    }

    @Test
    void aFileThatHoldsNothingThatIsLoadedIsRefused() {
        refused(
                file("a", "route:\n  id: a\n"),
                "routes/a.camel.yaml does not load: it holds nothing to load; it must be a list whose items begin"
                        + " with '- route:'");
    }

    @Test
    void mistakesAreBlamedOnFileAndLine() {
        refused(file("a", route("a", "1") + "- route:\n  id: x\n   b: y\n"), "routes/a.camel.yaml", "line 13");
        refused(
                file("a", route("a", "1")),
                file("b", calls("- to: carrier-pigeon:x")),
                "routes/b.camel.yaml does",
                "carrier-pigeon",
                "(line 6)");
        refused(
                file("a", route("a", "1")),
                file("b", route("a", "2")),
                "routes/b.camel.yaml does not load: the route id a is already taken by routes/a.camel.yaml");
        refused(
                file("a", route("a", "1")),
                file("b", calls("- setBody: { id: set-a, constant: x }")),
                "routes/b.camel.yaml",
                "the id set-a is already taken by routes/a.camel.yaml");
        refused(
                file("a", route("a", "1")),
                file("e", """
                        - routeConfiguration:
                            onException:
                              - onException:
                                  exception: [ java.lang.Exception ]
                                  steps: [ { process: { ref: judgeFailur } } ]
                        """),
                "routes/e.camel.yaml does not load: route a: ",
                "judgeFailur",
                "(line 3)");
    }

    private static final String TEMPLATE = """
            - routeTemplate:
                id: answer
                parameters: [ { name: name } ]
                from:
                  uri: "direct:{{name}}"
                  steps: [ { setBody: { constant: %s } } ]
            - templatedRoute:
                routeTemplateRef: answer
                routeId: made
                parameters: [ { name: name, value: from-template } ]
            """;

    private static final String SAYS = """
            - route:
                id: says
                from: { uri: 'direct:says', steps: [ { bean: { ref: greeting, method: say } } ] }
            """;

    private static final String SAYS_DYNAMICALLY = """
            - route:
                id: says
                from: { uri: 'direct:says', steps: [ { toD: 'bean:greeting?method=${header.none}say' } ] }
            """;

    private static String bean(String name, String words) {
        return """
                - beans:
                    - name: %s
                      type: io.webhookcourier.routefiles.RouteLoaderTest$Greeting
                      properties: { words: "%s" }
                """.formatted(name, words);
    }
}
