package io.webhookcourier.management;

import static io.webhookcourier.management.JolokiaCalls.QUEUE;
import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.webhookcourier.support.RouteFolder;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.Scene;
import io.webhookcourier.support.TestDatabase;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be seen and done through Jolokia, with the token and without one. */
class JolokiaTest {

    private static final String TOKEN = "token-nobody-may-see";
    private static final String DATABASE_PASSWORD = "database-password-nobody-may-see";
    private static final String USERS_SECRET = "users-secret-nobody-may-see";
    private static final String SLACK_PATH = "T0COURIER/B0COURIER/slack-path-nobody-may-see";
    private static final String JVM_SECRET = "jvm-secret-nobody-may-see";

    private static TestDatabase database;
    private static RouteFolder folder;
    private static Scene readOnly;
    private static RunningCourier guarded;
    private static JolokiaCalls anybody;
    private static JolokiaCalls operator;

    @BeforeAll
    static void start() throws IOException {
        System.setProperty("webhookcourier.test.password", JVM_SECRET);
        database = TestDatabase.create();
        folder = RouteFolder.shipped();
        Path workingFolder = folder.workingFolder();
        Files.writeString(
                workingFolder.resolve("application.properties"),
                "users.secret=" + USERS_SECRET + "\nusers.slack-url=https://hooks.slack.com/services/" + SLACK_PATH);
        Files.writeString(folder.workingFolder().resolve("routes/slack.camel.yaml"), """
                - route:
                    id: tell-slack
                    from:
                      uri: direct:tell-slack
                      steps:
                        - to: "{{users.slack-url}}"
                """);
        folder.edit(
                "look-up-crm-row.camel.yaml",
                "            constant:\n              expression: \"\"",
                "            simple:\n              expression: \"{{users.secret}}\"");
        guarded = RunningCourier.start(
                database.jdbcUrl(),
                Map.of("courier.http.token", TOKEN, "courier.database.password", DATABASE_PASSWORD),
                workingFolder);
        operator = new JolokiaCalls(guarded, TOKEN);
        // The second in this JVM: its MBeans have names of their own.
        readOnly = Scene.start(Map.of());
        anybody = new JolokiaCalls(readOnly.courier(), null);
    }

    @AfterAll
    static void stop() {
        System.clearProperty("webhookcourier.test.password");
        guarded.close();
        readOnly.close();
        database.close();
        folder.close();
    }

    @Test
    void withoutATokenEverybodyOnThisMachineMayRead() {
        String id = readOnly.event(row -> {});
        readOnly.awaitStatus(id, "SUCCEEDED");
        String theirs = names(QUEUE + ",*").stream()
                .filter(name -> !name.equals(QUEUE))
                .findFirst()
                .orElseThrow();

        eventually(() -> {
            JsonNode figures =
                    anybody.post(Map.of("type", "read", "mbean", theirs)).get("value");
            assertThat(figures.at("/Attempts/delivered").asInt()).isPositive();
            assertThat(figures.at("/OldestDueSeconds").asDouble()).isBetween(0.0, 60.0);
            assertThat(figures.at("/Rows").size()).isEqualTo(6);
        });
        assertThat(anybody.get("/hawtio/jolokia/read/java.lang:type=Memory/HeapMemoryUsage")
                        .body())
                .contains("\"used\"");
    }

    @ParameterizedTest
    @CsvSource({"pause,x", "resume,x", "replay,x", "releaseStale,"})
    void queueOperationsRequireAToken(String operation, String argument) {
        Object[] arguments = argument == null ? new Object[0] : new Object[] {argument};
        assertThat(anybody.execute(QUEUE, operation, arguments).get("error").asText())
                .contains("forbidden");
    }

    @Test
    void withoutTheTokenAGuardedServiceShowsNothing() {
        for (String path : List.of("/hawtio/", "/hawtio", "/hawtio/jolokia", "/%68awtio/")) {
            assertThat(guarded.get(path).statusCode()).as(path).isEqualTo(401);
        }
        for (String path : List.of("//hawtio/", "/x/../hawtio/", "/x/%2e%2E/hawtio/")) {
            assertThat(guarded.get(path).statusCode()).as(path).isEqualTo(400);
        }
        assertThat(guarded.get("/observe/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void theTokenOpensTheOperationsOfTheQueueAndEachIsAudited() {
        assertThat(operator.execute(QUEUE, "pause", "").get("value").asText()).startsWith("Everything is paused");
        eventually(() -> assertThat(operator.read(QUEUE, "Paused").get("value").toString())
                .isEqualTo("[\"everything\"]"));
        assertThat(operator.execute(QUEUE, "resume", "").get("value").asText()).isEqualTo("Everything is resumed.");
        assertThat(operator.execute(QUEUE, "resume", "").get("value").asText()).isEqualTo("Everything is not paused.");

        String failed = database.insertEvent(row -> row.status("FAILED"));
        assertThat(operator.execute(QUEUE, "replay", failed).get("value").asText())
                .isEqualTo("Event " + failed + " was FAILED and is due now.");
        assertThat(operator.execute(QUEUE, "replayFailed", "nobody", "2h")
                        .get("value")
                        .asText())
                .contains("requeues 0 failed events");
        assertThat(operator.execute(QUEUE, "releaseStale").get("value").asText())
                .isEqualTo("No lock is stale.");

        assertThat(database.query("SELECT actor, action FROM courier.audit ORDER BY id"))
                .extracting(row -> row.get("actor") + " " + row.get("action"))
                .startsWith(
                        "hawtio:token pause",
                        "hawtio:token resume",
                        "hawtio:token replay",
                        "hawtio:token replay-start");
    }

    @Test
    void aMistakeIsReportedInOneSentence() {
        assertThat(operator.execute(QUEUE, "replay", "nothing").get("error").asText())
                .isEqualTo("there is no event nothing");
        assertThat(operator.execute(QUEUE, "replayFailed", "", "yesterday")
                        .get("error")
                        .asText())
                .contains("30m, 2h or 7d");
    }

    @ParameterizedTest
    @CsvSource({
        "'org.apache.camel:context=*,type=routes,name=\"claim-due-events\"', stop()",
        "'org.apache.camel:context=*,type=routes,name=\"claim-due-events\"', remove()",
        "'org.apache.camel:context=*,type=routes,name=\"look-up-crm-row\"', dumpRouteAsXml(boolean)",
        "'org.apache.camel:context=*,type=routes,name=\"look-up-crm-row\"', dumpRouteAsYaml(boolean)",
        "'org.apache.camel:context=*,type=context,*', stop()",
        "'org.apache.camel:context=*,type=context,*', 'sendStringBody(java.lang.String,java.lang.String)'",
        "'org.apache.camel:context=*,type=context,*', dumpRoutesAsXml(boolean)",
        "java.lang:type=Memory, gc",
        "java.lang:type=Threading, dumpAllThreads(boolean\\,boolean)",
        "com.sun.management:type=DiagnosticCommand, vmSystemProperties",
        "com.sun.management:type=HotSpotDiagnostic, dumpHeap",
        "'java.util.logging:type=Logging', setLoggerLevel"
    })
    void nothingThatRunsCodeOrStopsAnythingIsAllowedEvenWithTheToken(String mbean, String operation) {
        for (String name : names(mbean)) {
            JsonNode answer = operator.execute(name, operation.replace("\\", ""));
            assertThat(answer.at("/error").asText()).as(name).contains("forbidden");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"notification", "NOTIFICATION", "config", ""})
    void requestsOfOtherTypesAreRefused(String type) {
        for (JolokiaCalls calls : List.of(operator, anybody)) {
            JsonNode answer = calls.post(Map.of("type", type, "command", "open", "mode", "pull"));
            assertThat(answer.get("status").asInt()).isEqualTo(403);
            assertThat(answer.get("error").asText()).contains("forbidden");
        }
    }

    @Test
    void stackTracesAreNeverShown() {
        for (JolokiaCalls calls : List.of(operator, anybody)) {
            JsonNode answer = calls.post(Map.of(
                    "type",
                    "read",
                    "mbean",
                    "no:such=bean",
                    "config",
                    Map.of("includeStackTrace", "true", "serializeException", "true")));
            assertThat(answer.has("stacktrace")).isFalse();
            assertThat(answer.toString()).doesNotContain("InstanceNotFoundException.java", "at org.jolokia");
            assertThat(calls.get("/hawtio/jolokia/read/no:such=bean?includeStackTrace=true&serializeException=true")
                            .body())
                    .contains("\"error\"")
                    .doesNotContain("stacktrace", "error_value");
        }
    }

    @Test
    void manyRequestsAtOnceAreBoundedInNumberAndSize() {
        JsonNode tooMany = anybody.post(Collections.nCopies(201, Map.of("type", "version")));
        assertThat(tooMany.get("status").asInt()).isEqualTo(413);

        JsonNode lists = anybody.post(Collections.nCopies(200, Map.of("type", "list")));
        assertThat(lists.toString().length()).isLessThan(9_000_000);
        assertThat(lists.get("error").asText()).containsAnyOf("exceeds the limit", "too long together");
    }

    @Test
    void nothingCanBeWritten() {
        JsonNode answer = operator.post(
                Map.of("type", "write", "mbean", "java.lang:type=Memory", "attribute", "Verbose", "value", true));
        assertThat(answer.get("error").asText()).contains("forbidden");
    }

    @Test
    void operationsAreCalledByPostOnly() {
        for (String path : List.of("exec/" + QUEUE + "/pause/x", "?p=exec/" + QUEUE + "/pause/x", "write/x")) {
            operator.get("/hawtio/jolokia/" + path);
        }
        assertThat(operator.get("/hawtio/jolokia/exec/" + QUEUE + "/pause/x").statusCode())
                .isEqualTo(405);
        assertThat(database.query("SELECT * FROM courier.pause WHERE workspace_id = 'x'"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SystemProperties", "InputArguments"})
    void whatPeoplePassToTheJvmIsNotShown(String attribute) {
        assertThat(operator.read("java.lang:type=Runtime", attribute)
                        .get("error")
                        .asText())
                .contains("forbidden");
    }

    @Test
    void noAttributeOfAnyMBeanShowsASecret() {
        String workspace = readOnly.workspace();
        readOnly.awaitStatus(readOnly.event(row -> row.workspaceId(workspace)), "SUCCEEDED");

        for (JolokiaCalls calls : List.of(operator, anybody)) {
            String everything = calls.post(Map.of(
                            "type",
                            "read",
                            "mbean",
                            "*:*",
                            "config",
                            Map.of("ignoreErrors", "true", "maxDepth", "8", "maxObjects", "0")))
                    .toString();
            assertThat(everything).contains("claim-due-events", "HeapMemoryUsage");
            assertNoSecretIn(everything);
            assertNoSecretIn(calls.post(Map.of("type", "list")).toString());
        }
    }

    @Test
    void noAttributeShowsASecretOfTheServiceToAPlainJmxClientEither() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        int read = 0;
        for (ObjectName name : server.queryNames(null, null)) {
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                String value = valueOf(server, name, attribute.getName());
                read++;
                assertThat(value)
                        .as(name + " " + attribute.getName())
                        .doesNotContain(TOKEN)
                        .doesNotContain(DATABASE_PASSWORD)
                        .doesNotContain(Scene.SECRET);
            }
        }
        assertThat(read).isGreaterThan(500);
    }

    @Test
    void offTheLoopbackWithoutATokenNothingIsShown() {
        try (RunningCourier exposed = RunningCourier.start(database, Map.of("courier.management.host", "0.0.0.0"))) {
            assertThat(exposed.get("/hawtio/").statusCode()).isEqualTo(403);
            assertThat(exposed.get("/hawtio/jolokia/version").body()).contains("courier.http.token is not set");
            assertThat(exposed.get("/observe/health/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theSourceOfARouteShowsPlaceholdersAndNotTheirValues() {
        String source = names("org.apache.camel:context=*,type=context,*").stream()
                .map(name ->
                        operator.execute(name, "dumpRoutesAsXml()").get("value").asText())
                .collect(Collectors.joining());
        assertThat(source).contains("look-up-crm-row", "{{users.secret}}").doesNotContain("onException");
        assertNoSecretIn(source);
    }

    /** Empty for what cannot be read. */
    private static String valueOf(MBeanServer server, ObjectName name, String attribute) {
        try {
            Object value = server.getAttribute(name, attribute);
            return value instanceof Object[] array ? Arrays.deepToString(array) : String.valueOf(value);
        } catch (JMException | RuntimeException e) {
            return "";
        }
    }

    private static void assertNoSecretIn(String text) {
        assertThat(text)
                .doesNotContain(TOKEN)
                .doesNotContain(DATABASE_PASSWORD)
                .doesNotContain(USERS_SECRET)
                .doesNotContain(JVM_SECRET)
                .doesNotContain(SLACK_PATH)
                .doesNotContain(Scene.SECRET);
    }

    private static List<String> names(String pattern) {
        JsonNode found =
                operator.post(Map.of("type", "search", "mbean", pattern)).get("value");
        assertThat(found).as(pattern).isNotEmpty();
        return StreamSupport.stream(found.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
