package io.webhookcourier.delivery;

import static io.webhookcourier.delivery.DeliveryFixtures.attempt;
import static io.webhookcourier.delivery.DeliveryFixtures.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParseException;
import io.webhookcourier.delivery.Reason.Kind;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.RuntimeCamelException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.ProtocolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

class OutcomeRulesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final OutcomeRules rules = new OutcomeRules(InstantSource.fixed(NOW), SQLException.class::isInstance);

    static Stream<Arguments> everyStatus() {
        return IntStream.rangeClosed(100, 599)
                .mapToObj(status -> Arguments.of(
                        status,
                        switch (status) {
                            case 408, 425, 429 -> Outcome.RETRY;
                            default ->
                                switch (status / 100) {
                                    case 2 -> Outcome.DELIVERED;
                                    case 5 -> Outcome.RETRY;
                                    default -> Outcome.FAILED;
                                };
                        }));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @MethodSource("everyStatus")
    void everyStatusHasItsOutcome(int status, Outcome outcome) {
        Verdict verdict = rules.ofStatus(status, null, null);

        assertThat(verdict.outcome()).isEqualTo(outcome);
        assertThat(verdict.statusCode()).isEqualTo(status);
        assertThat(verdict.text())
                .isEqualTo(outcome == Outcome.DELIVERED ? null : "crm_webhook_http_error status=" + status);
    }

    @ParameterizedTest(name = "{0} is terminal")
    @CsvSource({"0", "99", "600", "999"})
    void aStatusOutsideOfHttpIsTerminal(int status) {
        assertThat(rules.ofStatus(status, null, null).outcome()).isEqualTo(Outcome.FAILED);
    }

    static Stream<Arguments> bodiesInMessages() {
        return Stream.of(
                Arguments.of("", ""),
                Arguments.of(" ", " body=\" \""),
                Arguments.of("no", " body=\"no\""),
                Arguments.of("say \"no\" \\ /", " body=\"say \\\"no\\\" \\\\ /\""),
                Arguments.of("a\nb\r\tc\b\f", " body=\"a\\nb\\r\\tc\\b\\f\""),
                Arguments.of("nul \0 unit \u001f del \u007f", " body=\"nul \\u0000 unit \\u001f del \u007f\""),
                Arguments.of("größer 😀 \u2028", " body=\"größer 😀 \u2028\""),
                Arguments.of("lone \uD83D and \uDE00.", " body=\"lone \\ud83d and \\ude00.\""),
                Arguments.of("x".repeat(1_000), " body=\"" + "x".repeat(1_000) + "\""),
                Arguments.of("x".repeat(1_001), " body=\"" + "x".repeat(1_000) + "\""),
                Arguments.of("x".repeat(999) + "😀", " body=\"" + "x".repeat(999) + "\""),
                Arguments.of("x".repeat(998) + "😀!", " body=\"" + "x".repeat(998) + "😀\""));
    }

    @ParameterizedTest
    @MethodSource("bodiesInMessages")
    void theMessageQuotesTheBeginningOfTheBody(String body, String inMessage) {
        assertThat(rules.ofStatus(500, body, null).text()).isEqualTo("crm_webhook_http_error status=500" + inMessage);
    }

    @Test
    void theVerdictKeepsAStorableThousandCharactersOfTheBody() {
        String body = "nul \0 lone \uD83D " + "x".repeat(2_000);

        assertThat(rules.ofStatus(200, body, null).responseBody())
                .hasSize(1_000)
                .startsWith("nul \uFFFD lone \uFFFD xxx");
        assertThat(rules.ofStatus(500, body, null).responseBody()).hasSize(1_000);
        assertThat(rules.ofStatus(400, null, null).responseBody()).isNull();
    }

    @Test
    void onlyARetryWaitsForTheReceiver() {
        Duration asked = Duration.ofMinutes(2);

        assertThat(rules.ofStatus(429, null, asked).retryAfter()).isEqualTo(asked);
        assertThat(rules.ofStatus(404, null, asked).retryAfter()).isNull();
        assertThat(rules.ofStatus(200, null, asked).retryAfter()).isNull();
    }

    @ParameterizedTest(name = "Retry-After {1} with {0} waits {2} s")
    @CsvSource(
            nullValues = "-",
            value = {
                "429, 120, 120",
                "503, 'Sun, 01 Mar 2026 10:05:00 GMT', 300",
                "500, 120, -",
                "429, soon, -",
            })
    void retryAfterOfTheAnswerIsReadAgainstDatabaseTime(int status, String header, Long seconds) {
        DeliveryAttempt attempt = attempt();
        attempt.responded(status, header);

        Duration expected = seconds == null ? null : Duration.ofSeconds(seconds);
        assertThat(rules.ofAnswer(attempt).retryAfter()).isEqualTo(expected);
    }

    @Test
    void anAttemptWithoutAnswerHasNoVerdictOfItsAnswer() {
        assertThatThrownBy(() -> rules.ofAnswer(attempt())).isInstanceOf(IllegalStateException.class);
    }

    static Stream<Arguments> networkFailures() {
        return Stream.of(
                Arguments.of(new ConnectException("Connection refused"), "connection refused"),
                Arguments.of(
                        new HttpHostConnectException("Connect to http://a.test:1 failed: Connection refused"),
                        "connection refused"),
                Arguments.of(new SocketException("Connection reset"), "connection reset"),
                Arguments.of(new SocketException("Connection reset by peer"), "connection reset"),
                Arguments.of(new IOException("Broken pipe"), "connection reset"),
                Arguments.of(
                        new SSLException("Connection reset", new SocketException("Connection reset")),
                        "connection reset"),
                Arguments.of(new UnknownHostException("crm.example"), "unknown host crm.example"),
                Arguments.of(
                        new UnknownHostException("crm.example: Name or service not known"), "unknown host crm.example"),
                Arguments.of(
                        new SSLHandshakeException("Received fatal alert: handshake_failure"),
                        "tls Received fatal alert: handshake_failure"),
                Arguments.of(
                        new SSLPeerUnverifiedException("Certificate for <a.test> doesn't match"),
                        "tls Certificate for <a.test> doesn't match"),
                Arguments.of(
                        caused(
                                new SSLHandshakeException("PKIX path validation failed: …"),
                                new CertPathValidatorException(
                                        "validity check failed",
                                        new CertificateExpiredException("NotAfter: Sun Mar 01 2026"))),
                        "tls certificate expired (NotAfter: Sun Mar 01 2026)"),
                Arguments.of(
                        caused(
                                new SSLHandshakeException("PKIX path validation failed: …"),
                                new CertificateNotYetValidException("NotBefore: Sun Mar 01 2026")),
                        "tls certificate not yet valid (NotBefore: Sun Mar 01 2026)"),
                Arguments.of(
                        caused(
                                new SSLHandshakeException("PKIX path building failed: …"),
                                new CertPathBuilderException(
                                        "unable to find valid certification path to requested target")),
                        "tls certificate not trusted: unable to find valid certification path to requested target"),
                Arguments.of(
                        caused(
                                new SSLHandshakeException("Remote host terminated the handshake"),
                                new EOFException("SSL peer shut down incorrectly")),
                        "tls Remote host terminated the handshake"),
                Arguments.of(new SSLException((String) null), "tls SSLException"),
                Arguments.of(
                        new NoResponseException(new NoHttpResponseException("a.test:443 failed to respond")),
                        "no response"),
                Arguments.of(
                        new NoResponseException(new ConnectionClosedException("Connection closed by peer")),
                        "no response"),
                Arguments.of(new EOFException(), "no response"),
                Arguments.of(
                        new ClientProtocolException(new ProtocolException("Invalid header")),
                        "ProtocolException: Invalid header"),
                Arguments.of(new IOException("two\n  lines"), "IOException: two lines"),
                Arguments.of(new IOException(), "IOException"),
                Arguments.of(new IOException("x".repeat(5_000)), "IOException: " + "x".repeat(1_000)),
                Arguments.of(new AttemptTimeoutException(2_500), "crm_webhook_timeout after 2500ms"),
                Arguments.of(new SocketTimeoutException("Read timed out"), "crm_webhook_timeout after 10000ms"),
                Arguments.of(
                        new ConnectTimeoutException("Connect to a.test timed out"),
                        "crm_webhook_timeout after 10000ms"));
    }

    @ParameterizedTest(name = "{0} reads {1}")
    @MethodSource("networkFailures")
    void aNetworkFailureIsRetriedWithAReadableReason(Exception failure, String reason) {
        Verdict expected = Verdict.retry(Reason.parse("crm_webhook_network_error: " + reason));

        assertThat(rules.ofFailure(failure, attempt())).isEqualTo(expected);
        assertThat(rules.ofFailure(new RuntimeCamelException(failure), attempt()))
                .as("wrapped by Camel")
                .isEqualTo(expected);
    }

    @Test
    void aSchemeThatTheSettingsDoNotAllowIsNeverRetried() {
        assertThat(rules.ofFailure(EgressDeniedException.ofScheme("http"), attempt()))
                .isEqualTo(Verdict.failed(Reason.parse("egress_denied: http not allowed")));
    }

    @Test
    void aTimeoutOfASocketNamesTheAttemptsLimitHoweverLongTheProcessHasRun() {
        long started = Duration.ofDays(30).toNanos();
        DeliveryAttempt attempt = new DeliveryAttempt(
                event(1, 8), NOW, started, started + Duration.ofSeconds(3).toNanos(), () -> {});

        assertThat(rules.ofFailure(new SocketTimeoutException("Read timed out"), attempt)
                        .text())
                .isEqualTo("crm_webhook_network_error: crm_webhook_timeout after 3000ms");
    }

    @Test
    void aRealRefusalReadsConnectionRefused() throws IOException {
        int freePort;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            freePort = server.getLocalPort();
        }
        IOException refusal = null;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), freePort)) {
            assertThat(socket.isConnected()).isFalse();
        } catch (IOException e) {
            refusal = e;
        }

        assertThat(rules.ofFailure(refusal, attempt()).text())
                .isEqualTo("crm_webhook_network_error: connection refused");
    }

    static Stream<Arguments> exceptionsWithAVerdict() {
        return Stream.of(
                Arguments.of(
                        new TerminalFailureException("no such lead"), Verdict.failed(Reason.other("no such lead"))),
                Arguments.of(new RetryableFailureException("come back"), Verdict.retry(Reason.other("come back"))),
                Arguments.of(
                        new SkipDeliveryException(Reason.of(Kind.DISABLED)), Verdict.skipped(Reason.of(Kind.DISABLED))),
                Arguments.of(
                        new HandBackException(Reason.of(Kind.SHUTDOWN)), Verdict.released(Reason.of(Kind.SHUTDOWN))),
                Arguments.of(
                        new EgressDeniedException("10.0.0.1 is private"),
                        Verdict.failed(Reason.parse("egress_denied: 10.0.0.1 is private"))));
    }

    @ParameterizedTest
    @MethodSource("exceptionsWithAVerdict")
    void anExceptionWithAVerdictIsFoundHoweverDeepItIsWrapped(Exception answer, Verdict verdict) {
        IOException onTheWire = new IOException("closed", new RuntimeCamelException(answer));

        assertThat(rules.ofFailure(answer, attempt())).isEqualTo(verdict);
        assertThat(rules.ofFailure(new CamelExecutionException("failed", null, onTheWire), attempt()))
                .isEqualTo(verdict);
    }

    static Stream<Arguments> faultsOnThisSide() {
        return Stream.of(
                Arguments.of(new IllegalStateException("no bean crm"), "IllegalStateException: no bean crm"),
                Arguments.of(new NullPointerException(), "NullPointerException"),
                Arguments.of(new RuntimeException() {}, OutcomeRulesTest.class.getName() + "$1"),
                Arguments.of(
                        new RuntimeCamelException(new IllegalArgumentException("deep down")),
                        "IllegalArgumentException: deep down"),
                Arguments.of(new StackOverflowError(), "StackOverflowError"),
                Arguments.of(
                        new JsonParseException(null, "Unexpected character"),
                        "JsonParseException: Unexpected character"),
                Arguments.of(new FileNotFoundException("template.json"), "FileNotFoundException: template.json"),
                Arguments.of(new NoSuchFileException("template.json"), "NoSuchFileException: template.json"),
                Arguments.of(
                        new SQLException("relation \"x\" does not exist"),
                        "SQLException: relation \"x\" does not exist"),
                Arguments.of(
                        new RuntimeException(
                                "Failed to obtain JDBC Connection",
                                caused(
                                        new SQLTransientConnectionException("pool timed out"),
                                        new PSQLException(
                                                "Connection to localhost:5432 refused.",
                                                PSQLState.CONNECTION_UNABLE_TO_CONNECT,
                                                new ConnectException("Connection refused")))),
                        "PSQLException: Connection to localhost:5432 refused."),
                Arguments.of(
                        new IllegalStateException("x".repeat(5_000)), "IllegalStateException: " + "x".repeat(1_000)));
    }

    @ParameterizedTest(name = "{0} reads {1}")
    @MethodSource("faultsOnThisSide")
    void aFaultOnThisSideOfTheWireIsRetriedAsRouteError(Throwable failure, String text) {
        assertThat(rules.ofFailure(failure, attempt())).isEqualTo(Verdict.retry(Reason.parse("route_error: " + text)));
    }

    @Test
    void aStatusThatArrivedDecidesWhateverWentWrongAfterIt() {
        DeliveryAttempt delivered = attempt();
        delivered.responded(204, null);
        DeliveryAttempt refused = attempt();
        refused.responded(503, "60");
        refused.responseBody("busy");

        for (Exception failure : new Exception[] {
            new IOException("broken chunk"),
            new AttemptTimeoutException(10_000),
            new TerminalFailureException("no"),
            new IllegalStateException("route")
        }) {
            assertThat(rules.ofFailure(failure, delivered)).isEqualTo(Verdict.delivered(204, null));
            assertThat(rules.ofFailure(failure, refused))
                    .isEqualTo(new Verdict(
                            Outcome.RETRY,
                            503,
                            Reason.parse("crm_webhook_http_error status=503 body=\"busy\""),
                            "busy",
                            Duration.ofMinutes(1)));
        }
    }

    @Test
    void causesThatGoInACircleEnd() {
        Exception one = new IllegalStateException("one");
        Exception other = new IllegalStateException("other", one);
        one.initCause(other);

        assertThat(rules.ofFailure(one, attempt()))
                .isEqualTo(Verdict.retry(Reason.parse("route_error: IllegalStateException: other")));
    }

    private static <T extends Throwable> T caused(T failure, Throwable cause) {
        failure.initCause(cause);
        return failure;
    }
}
