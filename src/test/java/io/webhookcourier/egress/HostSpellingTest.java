package io.webhookcourier.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.text.IpLiteral;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostSpellingTest {

    @ParameterizedTest(name = "{0} means {1}")
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "127.1, 127.0.0.1",
        "127.0.1, 127.0.0.1",
        "2130706433, 127.0.0.1",
        "0x7f000001, 127.0.0.1",
        "0X7F.1, 127.0.0.1",
        "0x7f.0x0.0x0.0x1, 127.0.0.1",
        "0177.0.0.1, 127.0.0.1",
        "017700000001, 127.0.0.1",
        "0x7f.0.01, 127.0.0.1",
        "00000000000000000177.1, 127.0.0.1",
        "127.0.0.1., 127.0.0.1",
        "1.2.3., 1.2.0.3",
        "0, 0.0.0.0",
        "0x, 0.0.0.0",
        "4294967295, 255.255.255.255",
        "%31%32%37.0.0.1, 127.0.0.1",
        "127%2e0%2E0.1, 127.0.0.1",
        "１２７.0.0.1, 127.0.0.1",
        "127。0。0。1, 127.0.0.1",
        "127．0｡0．1, 127.0.0.1",
        "①②⑦.⓪.⓪.①, 127.0.0.1",
        "%EF%BC%91%EF%BC%92%EF%BC%97.1, 127.0.0.1",
        "[::1], ::1",
        "::1, ::1",
        "[0:0:0:0:0:0:0:1], ::1",
        "[::ffff:127.0.0.1], 127.0.0.1",
        "[::ffff:7f00:1], 127.0.0.1",
        "[fe80::1%25eth0], fe80::1",
        "[fe80::1%eth0], fe80::1",
        "[FE80::A], fe80::a",
    })
    void everySpellingOfAnAddressIsThatAddress(String host, String address) {
        assertThat(HostSpelling.of(host).flatMap(HostSpelling::address))
                .hasValue(IpLiteral.address(IpLiteral.strict(address)));
    }

    @ParameterizedTest(name = "{0} means {1}")
    @CsvSource({
        "Example.COM, example.com",
        "example.com., example.com",
        "localhost., localhost",
        "a-b.example, a-b.example",
        "1.2.3.example, 1.2.3.example",
        "%65xample.com, example.com",
        "ｅｘａｍｐｌｅ．ｃｏｍ, example.com",
        "bücher.example, xn--bcher-kva.example",
        "b%C3%BCcher.example, xn--bcher-kva.example",
        "例え.テスト, xn--r8jz45g.xn--zckzah",
        "xn--bcher-kva.example, xn--bcher-kva.example",
    })
    void everySpellingOfANameIsOneAsciiName(String host, String name) {
        assertThat(HostSpelling.of(host)).hasValueSatisfying(spelling -> {
            assertThat(spelling.address()).isEmpty();
            assertThat(spelling.plain()).isEqualTo(name);
        });
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "example..com",
                ".example.com",
                "-a.example",
                "a-.example",
                "a_b.example",
                "a b.example",
                "a%20b.example",
                "a%2fb.example",
                "a%zz.example",
                "a%",
                "%ff.example",
                "a%00.example",
                "example.com%0d%0a",
                "℀.example",
                "256.0.0.1",
                "127.0.0.1.1",
                "127.0.0.256",
                "4294967296",
                "08.0.0.1",
                "1..1",
                "0xg.1.1.1",
                "99999999999999999999999",
                "[::1",
                "[]",
                "[1:2]",
                "[::127.1]",
                "[12345::]",
                "[1:2:3:4:5:6:7:8:9]",
                "[1:2:3:4:5:6:7::8]",
                "faß.example",
                "βόλος.example",
                "a\u200db.example",
            })
    void whatIsNoHostDoesNotParse(String host) {
        assertThat(HostSpelling.of(host).map(HostSpelling::plain)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 300})
    void anOverlongNameDoesNotParse(int length) {
        String host = length < 100 ? "a".repeat(length) + ".example" : "a.".repeat(length / 2) + "example";

        assertThat(HostSpelling.of(host)).isEmpty();
    }
}
