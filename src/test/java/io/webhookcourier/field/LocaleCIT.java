package io.webhookcourier.field;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.process.CourierProcess;
import io.webhookcourier.process.WorkingFolder;
import io.webhookcourier.signing.SigningKey;
import io.webhookcourier.signing.WebhookSignature;
import io.webhookcourier.support.ReceivedRequest;
import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.TestDatabase;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** cron, systemd units and slim containers run programs under {@code LANG=C}; text is UTF-8 all the same. */
class LocaleCIT {

    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final String UMLAUT = "$(printf '\\303\\274')";
    private static final String ROUTE = """
            - route:
                id: deliver-inboxxia
                from:
                  uri: direct
                  parameters: { name: deliver-inboxxia }
                  steps:
                    - setHeader: { name: CamelHttpUri, simple: "${properties:inboxxia.url}" }
                    - setProperty: { name: courierSigningKey, simple: "${properties:inboxxia.secret}" }
                    - to: { uri: direct, parameters: { name: post-webhook } }
            """;

    private final TestDatabase database = TestDatabase.create();
    private final WorkingFolder folder = WorkingFolder.create();

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @Test
    void aCommandReadsItsArgumentsAndPrintsJsonInUtf8() {
        CourierProcess pause = CourierProcess.startUnderLocaleC(
                folder,
                environment(Map.of()),
                "set -- \"$@\" --workspace \"m" + UMLAUT + "ller\"",
                "pause",
                "--json",
                "--reason",
                "test");

        assertThat(pause.awaitExit(LIMIT)).as(pause.stderr()).isZero();
        assertThat(pause.stdout()).contains("\"workspaceId\" : \"m\u00fcller\"");
        assertThat(database.value("SELECT workspace_id FROM courier.pause")).isEqualTo("m\u00fcller");
    }

    @Test
    void theServiceSignsWithASecretFromTheEnvironmentAndLogsInUtf8() throws Exception {
        Files.writeString(folder.routes().resolve("deliver-inboxxia.camel.yaml"), ROUTE);
        try (Receiver receiver = Receiver.start();
                CourierProcess service = CourierProcess.startUnderLocaleC(
                        folder,
                        environment(Map.of(
                                "COURIER_QUEUE_PROVIDERS", "CRM,INBOXXIA",
                                "COURIER_EGRESS_ALLOW_HTTP", "true",
                                "COURIER_EGRESS_ALLOWED_NETWORKS", "127.0.0.0/8",
                                "INBOXXIA_URL", receiver.url())),
                        "INBOXXIA_SECRET=\"schl" + UMLAUT + "ssel{{\"; export INBOXXIA_SECRET")) {
            String event = database.insertEvent(row -> row.provider("INBOXXIA")
                    .eventType("opened")
                    .workspaceId("m\u00fcller\u2028forged")
                    .raw("{}"));

            eventually(() -> assertThat(receiver.requests(event)).hasSize(1));
            ReceivedRequest sent = receiver.requests(event).get(0);
            assertThat(sent.header("x-zrg-signature"))
                    .isEqualTo(WebhookSignature.of(
                            SigningKey.of("schl\u00fcssel{{"), sent.header("x-zrg-timestamp"), sent.body()));
            service.awaitOutput("delivered  opened " + event + " of m\u00fcller\\u2028forged", LIMIT);
        }
    }

    @Test
    void aWorkingFolderThatTheLocaleCannotExpressIsOneSentence() {
        CourierProcess service = CourierProcess.startUnderLocaleC(
                folder, environment(Map.of()), "mkdir f" + UMLAUT + "r && cd f" + UMLAUT + "r");

        assertThat(service.awaitExit(LIMIT)).isEqualTo(2);
        assertThat(service.stderr())
                .startsWith("the path of the working folder")
                .contains("LC_ALL=C.UTF-8");
        assertThat(service.stderr().lines()).hasSize(1);
    }

    @Test
    void aRouteFileWhoseNameTheLocaleCannotExpressIsOneSentence() {
        CourierProcess service = CourierProcess.startUnderLocaleC(
                folder, environment(Map.of()), "cp routes/post-webhook.camel.yaml routes/f" + UMLAUT + "r.camel.yaml");

        assertThat(service.awaitExit(LIMIT)).isEqualTo(2);
        assertThat(service.stderr())
                .startsWith("the name of the file routes/f??r.camel.yaml has characters that the locale's encoding, ")
                .contains("LC_ALL=C.UTF-8");
        assertThat(service.stderr().lines()).hasSize(1);
    }

    @Test
    void aPathInASettingThatTheLocaleCannotExpressIsOneSentence() {
        CourierProcess service = CourierProcess.startUnderLocaleC(
                folder,
                environment(Map.of()),
                "COURIER_TLS_TRUSTSTORE=\"pf" + UMLAUT + "d.p12\"; export COURIER_TLS_TRUSTSTORE");

        assertThat(service.awaitExit(LIMIT)).isEqualTo(2);
        assertThat(service.stderr())
                .startsWith(
                        "courier.tls.truststore=\"pf\u00fcd.p12\" (environment variable COURIER_TLS_TRUSTSTORE): has"
                                + " characters that the locale's encoding, ")
                .contains("LC_ALL=C.UTF-8");
        assertThat(service.stderr().lines()).hasSize(1);
    }

    private Map<String, String> environment(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.put("DATABASE_URL", database.jdbcUrl());
        all.put("COURIER_DATABASE_USERNAME", database.username());
        return all;
    }
}
