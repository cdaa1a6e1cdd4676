package io.webhookcourier.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SigningKeyTest {

    private static final HexFormat HEX = HexFormat.of();

    /** The test cases of RFC 4231, section 4, for HMAC-SHA-256; case 5 is published cut to 128 bits. */
    static Stream<Arguments> rfc4231() {
        return Stream.of(
                Arguments.of(
                        1,
                        "0b".repeat(20),
                        hex("Hi There"),
                        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
                Arguments.of(
                        2,
                        hex("Jefe"),
                        hex("what do ya want for nothing?"),
                        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
                Arguments.of(
                        3,
                        "aa".repeat(20),
                        "dd".repeat(50),
                        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
                Arguments.of(
                        4,
                        "0102030405060708090a0b0c0d0e0f10111213141516171819",
                        "cd".repeat(50),
                        "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
                Arguments.of(5, "0c".repeat(20), hex("Test With Truncation"), "a3b6167473100ee06e0c796c2955552b"),
                Arguments.of(
                        6,
                        "aa".repeat(131),
                        hex("Test Using Larger Than Block-Size Key - Hash Key First"),
                        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
                Arguments.of(
                        7,
                        "aa".repeat(131),
                        hex("This is a test using a larger than block-size key and a larger than block-size data."
                                + " The key needs to be hashed before being used by the HMAC algorithm."),
                        "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"));
    }

    @ParameterizedTest(name = "test case {0}")
    @MethodSource("rfc4231")
    void aMacIsThatOfRfc4231(int testCase, String key, String data, String mac) {
        SigningKey signingKey = SigningKey.of(HEX.parseHex(key));

        assertThat(HEX.formatHex(signingKey.mac().doFinal(HEX.parseHex(data)))).startsWith(mac);
    }

    @Test
    void oneKeySignsForManyThreadsAtOnce() {
        SigningKey key = SigningKey.of("whsec_test");
        byte[] body = "x".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        String alone = WebhookSignature.of(key, "t", body);

        assertThat(IntStream.range(0, 2_000).parallel().mapToObj(i -> WebhookSignature.of(key, "t", body)))
                .containsOnly(alone);
    }

    @Test
    void aKeyShowsNothingOfItsSecret() {
        assertThat(SigningKey.of("whsec_canary")).hasToString("SigningKey(set)");
    }

    @Test
    void anEmptySecretIsRefused() {
        assertThatThrownBy(() -> SigningKey.of("")).isInstanceOf(IllegalArgumentException.class);
    }

    private static String hex(String ascii) {
        return HEX.formatHex(ascii.getBytes(StandardCharsets.US_ASCII));
    }
}
