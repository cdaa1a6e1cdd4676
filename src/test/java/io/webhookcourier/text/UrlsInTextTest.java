package io.webhookcourier.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlsInTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "to https://hooks.example/services/T0/B0/key now | to https://hooks.example/xxxxxx now",
                "uri=https://hooks.example?key=1&b=2, x | uri=https://hooks.example/xxxxxx x",
                "Endpoint[https://hooks.example:8443/a?b=c] | Endpoint[https://hooks.example:8443/xxxxxx",
                "https://user:pass@hooks.example/a | https://hooks.example/xxxxxx",
                "HTTPS://[2001:db8::1]:8443/a | HTTPS://[2001:db8::1]:8443/xxxxxx",
                "https:hooks.example/a | https:hooks.example/xxxxxx",
                "http://a.example/x and http://b.example/y | http://a.example/xxxxxx and http://b.example/xxxxxx",
                ">> POST /services/T0 HTTP/1.1 | >> POST /xxxxxx HTTP/1.1",
                "executing POST /services?key=1 | executing POST /xxxxxx"
            })
    void onlyTheOriginIsLeftOfAUrl(String text, String shown) {
        assertThat(UrlsInText.withoutPaths(text)).isEqualTo(shown);
    }

    @Test
    void whatIsNoUrlStaysAsItIs() {
        for (String text : new String[] {
            "jdbc:postgresql://db.example/app",
            "route->https://hooks.example:443",
            "direct://deliver-crm",
            "a / b",
            "GET it"
        }) {
            assertThat(UrlsInText.withoutPaths(text)).isEqualTo(text);
        }
        assertThat(UrlsInText.withoutPaths(null)).isNull();
    }
}
