package io.webhookcourier.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.signing.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With the vector of docs/receivers.md, whose signature was made with openssl. */
class SignatureCheckTest {

    private static final SigningKey KEY = SigningKey.of("whsec_test");
    private static final String TIMESTAMP = "2026-03-01T10:00:00.120Z";
    private static final String BODY = "{\"eventId\":\"evt_1\",\"row\":null}";
    private static final String SIGNATURE = "sha256=80c1904c6ea7d84543d7c59a8ea26e67d5f3558080b07661878d0c5a8d928149";

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-01T10:00:00Z", "2026-03-01T09:55:01Z", "2026-03-01T10:04:59Z"})
    void aGenuineRequestIsAcceptedWithinFiveMinutes(Instant now) {
        assertThat(new SignatureCheck(() -> now).problem(KEY, TIMESTAMP, SIGNATURE, bytes(BODY)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-01T10:05:01Z", "2026-03-01T09:54:59Z"})
    void anOldOrEarlyRequestIsRefused(Instant now) {
        assertThat(new SignatureCheck(() -> now).problem(KEY, TIMESTAMP, SIGNATURE, bytes(BODY)))
                .hasValue("the timestamp is more than 5 minutes off");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "2026-03-01T10:00:00.120Z, {\"eventId\":\"evt_2\"}, " + SIGNATURE,
                "2026-03-01T10:00:00.121Z, |{\"eventId\":\"evt_1\",\"row\":null}|, " + SIGNATURE,
                "yesterday, |{\"eventId\":\"evt_1\",\"row\":null}|, " + SIGNATURE,
                "2026-03-01T10:00:00.120Z, |{\"eventId\":\"evt_1\",\"row\":null}|, sha256=80c1904c",
                "2026-03-01T10:00:00.120Z, |{\"eventId\":\"evt_1\",\"row\":null}|, ||"
            })
    void whatWasTamperedWithIsRefused(String timestamp, String body, String signature) {
        assertThat(now().problem(KEY, timestamp, signature, bytes(body))).hasValue("the signature is wrong");
    }

    @Test
    void anotherSecretIsRefused() {
        assertThat(now().problem(SigningKey.of("whsec_other"), TIMESTAMP, SIGNATURE, bytes(BODY)))
                .hasValue("the signature is wrong");
    }

    @Test
    void aRequestWithoutSignatureOrTimestampIsRefused() {
        assertThat(now().problem(KEY, TIMESTAMP, null, bytes(BODY))).isPresent();
        assertThat(now().problem(KEY, null, SIGNATURE, bytes(BODY))).isPresent();
    }

    private static SignatureCheck now() {
        return new SignatureCheck(() -> Instant.parse(TIMESTAMP));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
