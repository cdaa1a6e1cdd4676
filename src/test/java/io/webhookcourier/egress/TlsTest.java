package io.webhookcourier.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.config.Secret;
import io.webhookcourier.config.Settings;
import io.webhookcourier.egress.Deliveries.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final RawReceiver.Script OK = conversation -> {
        while (conversation.readRequest()) {
            conversation.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        }
    };

    @TempDir
    Path folder;

    private Certificates authority;

    @BeforeEach
    void makeAuthority() throws Exception {
        authority = new Certificates();
    }

    private Settings.Tls trusting(String type) throws Exception {
        return new Settings.Tls(authority.truststore(folder, type), Secret.of(Certificates.PASSWORD));
    }

    private Result deliver(Settings.Tls tls, SSLServerSocketFactory factory, RawReceiver.Script script, String host)
            throws Exception {
        try (RawReceiver receiver = new RawReceiver(factory, script);
                Deliveries deliveries = Deliveries.with().tls(tls).start()) {
            return deliveries.deliver("https://" + host + ":" + receiver.port() + "/");
        }
    }

    private void assertUntrusted(Result result) {
        assertThat(result.failure()).isInstanceOf(SSLException.class);
        assertThat(result.attempt().statusCode()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pkcs12", "jks", "pem"})
    void aPrivateAuthorityIsTrustedThroughTheTruststore(String type) throws Exception {
        Result result = deliver(trusting(type), authority.issue(DAY, "hooks.example"), OK, "hooks.example");

        assertThat(result.failure()).isNull();
        assertThat(result.attempt().statusCode()).isEqualTo(200);
        assertThat(result.attempt().responseBody()).isEqualTo("ok");
    }

    @Test
    void anAddressInTheCertificateIsVerifiedToo() throws Exception {
        assertThat(deliver(trusting("pkcs12"), authority.issue(DAY, "127.0.0.1"), OK, "127.0.0.1")
                        .attempt()
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aPrivateAuthorityIsNotTrustedWithoutTheTruststore() throws Exception {
        Settings.Tls none = new Settings.Tls(null, null);

        assertUntrusted(deliver(none, authority.issue(DAY, "hooks.example"), OK, "hooks.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"other.example", "sub.hooks.example", "127.0.0.1"})
    void aCertificateForAnotherHostIsRefused(String host) throws Exception {
        assertUntrusted(deliver(trusting("pkcs12"), authority.issue(DAY, "hooks.example"), OK, host));
    }

    @Test
    void anExpiredCertificateIsRefused() throws Exception {
        SSLServerSocketFactory expired = authority.issue(Duration.ofDays(-1), "hooks.example");

        assertUntrusted(deliver(trusting("pkcs12"), expired, OK, "hooks.example"));
    }

    @Test
    void aCertificateThatIsNotYetValidIsRefused() throws Exception {
        SSLServerSocketFactory early = authority.issue(Duration.ofDays(30), "hooks.example");

        assertUntrusted(deliver(trusting("pkcs12"), early, OK, "hooks.example"));
    }

    @Test
    void aSelfSignedCertificateIsRefused() throws Exception {
        SSLServerSocketFactory selfSigned = Certificates.selfSigned("hooks.example");

        assertUntrusted(deliver(trusting("pkcs12"), selfSigned, OK, "hooks.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void currentVersionsAreSpoken(String version) throws Exception {
        RawReceiver.Script only = conversation -> {
            ((SSLSocket) conversation.socket()).setEnabledProtocols(new String[] {version});
            OK.run(conversation);
        };

        assertThat(deliver(trusting("pkcs12"), authority.issue(DAY, "hooks.example"), only, "hooks.example")
                        .attempt()
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1", "TLSv1.1"})
    void olderVersionsAreRefused(String version) throws Exception {
        RawReceiver.Script only = conversation -> {
            ((SSLSocket) conversation.socket()).setEnabledProtocols(new String[] {version});
            OK.run(conversation);
        };

        assertUntrusted(deliver(trusting("pkcs12"), authority.issue(DAY, "hooks.example"), only, "hooks.example"));
    }

    @Test
    void aReceiverThatSpeaksNoTlsIsRefused() throws Exception {
        try (RawReceiver plain = new RawReceiver(conversation -> conversation.write("HTTP/1.1 200 OK\r\n\r\n"));
                Deliveries deliveries = Deliveries.with().start()) {
            assertUntrusted(deliveries.deliver("https://127.0.0.1:" + plain.port() + "/"));
        }
    }

    @Test
    void aClosedKeptTlsConnectionIsRecognised() throws Exception {
        RawReceiver.Script twice = conversation -> {
            conversation.readRequest();
            conversation.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            conversation.readRequest();
        };
        try (RawReceiver receiver = new RawReceiver(authority.issue(DAY, "hooks.example"), twice);
                Deliveries deliveries =
                        Deliveries.with().tls(trusting("pkcs12")).start()) {
            String url = "https://hooks.example:" + receiver.port() + "/";
            assertThat(deliveries.deliver(url).attempt().statusCode()).isEqualTo(200);
            assertThat(deliveries.deliver(url).failure()).isInstanceOf(KeptConnectionClosedException.class);
            assertThat(receiver.connections()).isEqualTo(1);
        }
    }

    @Test
    void aBodyThatTricklesOverTlsIsCutAtTheDeadline() throws Exception {
        RawReceiver.Script slow = conversation -> {
            conversation.readRequest();
            conversation.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
            conversation.drip("z", 20);
        };
        try (RawReceiver receiver = new RawReceiver(authority.issue(DAY, "hooks.example"), slow);
                Deliveries deliveries = Deliveries.with()
                        .within(Duration.ofMillis(800))
                        .tls(trusting("pkcs12"))
                        .start()) {
            Result result = deliveries.deliver("https://hooks.example:" + receiver.port() + "/");

            assertThat(result.attempt().statusCode()).isEqualTo(200);
            assertThat(result.millis()).isBetween(790L, 1_300L);
        }
    }

    @Test
    void anUnreadableTruststoreIsAnErrorWithoutThePassword() throws Exception {
        Path missing = folder.resolve("missing.p12");
        Path garbage = Files.writeString(folder.resolve("garbage.p12"), "garbage");
        Path right = authority.truststore(folder, "pkcs12");

        for (Settings.Tls tls : new Settings.Tls[] {
            new Settings.Tls(missing, Secret.of("canary")),
            new Settings.Tls(garbage, Secret.of("canary")),
            new Settings.Tls(right, Secret.of("canary"))
        }) {
            assertThatThrownBy(() -> TrustAnchors.context(tls))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith("courier.tls.truststore: ")
                    .hasMessageNotContaining("canary");
        }
    }

    @Test
    void aTruststoreWithoutAnAuthorityIsAConfigurationError() throws Exception {
        Path pem = Files.writeString(folder.resolve("empty.pem"), "");

        assertThatThrownBy(() -> TrustAnchors.context(new Settings.Tls(pem, null)))
                .isInstanceOf(ConfigurationException.class);
    }
}
