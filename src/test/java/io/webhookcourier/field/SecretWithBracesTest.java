package io.webhookcourier.field;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.signing.SigningKey;
import io.webhookcourier.signing.WebhookSignature;
import io.webhookcourier.support.ReceivedRequest;
import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.RouteFolder;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.TestDatabase;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Secrets are random, and some hold what a template language gives a meaning to. Whatever they hold, they are signed with
 * as they are written, from {@code "WorkspaceSettings"} and from a user's own key alike.
 */
class SecretWithBracesTest {

    private static final String ROUTE = """
            - route:
                id: deliver-inboxxia
                from:
                  uri: direct
                  parameters: { name: deliver-inboxxia }
                  steps:
                    - setHeader: { name: CamelHttpUri, simple: "${properties:inboxxia.url}" }
                    - setProperty: { name: courierSigningKey, simple: "${properties:${exchangeProperty.event.eventType}}" }
                    - to: { uri: direct, parameters: { name: post-webhook } }
            """;

    /** Names of keys to secrets. The first comes after the byte order mark on the file's first line. */
    private static final Map<String, String> SECRETS = new LinkedHashMap<>();

    static {
        SECRETS.put("first.secret", "schl\u00fcssel-\u2713-\ud83d\udd11");
        SECRETS.put("open.secret", "ab{{cd");
        SECRETS.put("closed.secret", "ab}}cd{{");
        SECRETS.put("variable.secret", "ab{{env:PATH}}");
        SECRETS.put("other.secret", "{{inboxxia.url}}");
        SECRETS.put("simple.secret", "${body} ${properties:inboxxia.url} $simple{body}");
        SECRETS.put("expression.secret", "#{1 + 1} #bean RAW(x)");
        SECRETS.put("backslash.secret", "a\\b");
        SECRETS.put("backslashes.secret", "\\d\\{{\\}}x\\y\\");
        SECRETS.put("quoted.secret", "'{{'\"}}\" ?nested=true");
    }

    private static TestDatabase database;
    private static Receiver receiver;
    private static RouteFolder routes;
    private static RunningCourier courier;

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.create();
        receiver = Receiver.start();
        routes = RouteFolder.shipped();
        routes.write("deliver-inboxxia.camel.yaml", ROUTE);
        StringBuilder file = new StringBuilder("\ufeff");
        // As a user writes them: only a backslash at the end of a line would continue it.
        SECRETS.forEach((key, secret) -> file.append(key)
                .append('=')
                .append(secret.endsWith("\\") ? secret + "\\" : secret)
                .append('\n'));
        file.append("inboxxia.url=").append(receiver.url()).append("?sig=~a\n");
        Files.writeString(routes.workingFolder().resolve("application.properties"), file);
        courier = RunningCourier.start(
                database.jdbcUrl(), Map.of("courier.queue.providers", "CRM,INBOXXIA"), routes.workingFolder());
    }

    @AfterAll
    static void stop() {
        courier.close();
        routes.close();
        receiver.close();
        database.close();
    }

    @Test
    void aKeyInTheFileIsSignedWithAsItIsWritten() {
        SECRETS.keySet()
                .forEach(key -> database.insertEvent(
                        row -> row.id(key).provider("INBOXXIA").eventType(key).raw("{}")));

        SECRETS.forEach((key, secret) -> eventually(() -> assertSigned(key, secret)));
        assertThat(receiver.requests("first.secret").get(0).path()).isEqualTo("/hook?sig=~a");
    }

    @Test
    void aWorkspacesSecretIsSignedWithAsItIsStored() {
        SECRETS.forEach((key, secret) -> {
            database.insertWorkspace(key, receiver.url(), secret, "lead_created");
            database.insertEvent(row -> row.id("crm-" + key).workspaceId(key));
        });

        SECRETS.forEach((key, secret) -> eventually(() -> assertSigned("crm-" + key, secret)));
    }

    private static void assertSigned(String event, String secret) {
        assertThat(database.row(event)).containsEntry("lastError", null);
        assertThat(receiver.requests(event)).hasSize(1);
        ReceivedRequest sent = receiver.requests(event).get(0);
        assertThat(sent.header("x-zrg-signature"))
                .as(event)
                .isEqualTo(WebhookSignature.of(SigningKey.of(secret), sent.header("x-zrg-timestamp"), sent.body()));
    }
}
