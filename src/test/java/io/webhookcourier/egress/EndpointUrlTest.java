package io.webhookcourier.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointUrlTest {

    private static final EgressPolicy HTTPS_ONLY = new EgressPolicy(false, List.of(), List.of());

    @ParameterizedTest(name = "{0} is sent as {1}")
    @CsvSource({
        "https://example.com, https://example.com/",
        "HTTPS://Example.COM/Hook, https://example.com/Hook",
        "' https://example.com/ ', https://example.com/",
        "'\uFEFF\u2003https://example.com/\t\u00A0\r\n', https://example.com/",
        "https://example.com/~a/%7e/%2F/%41?~=%7E&b=;&a=+&a=%20&c, https://example.com/~a/%7e/%2F/%41?~=%7E&b=;&a=+&a=%20&c",
        "https://example.com/a?, https://example.com/a?",
        "https://example.com//a//../b;c=1/., https://example.com//a//../b;c=1/.",
        "https://example.com:443/a, https://example.com/a",
        "https://example.com:/a, https://example.com/a",
        "https://example.com:8443/a, https://example.com:8443/a",
        "https://example.com:00443/a, https://example.com/a",
        "https://example.com./a, https://example.com/a",
        "https://bücher.example/ü, https://xn--bcher-kva.example/%C3%BC",
        "https://example.com/a?b=c#token, https://example.com/a?b=c",
        "https://example.com#token, https://example.com/",
        "https://example.com?a=1, https://example.com/?a=1",
        "https://example.com/?a={{courier.database.password}}, https://example.com/?a=%7B%7Bcourier.database.password%7D%7D",
        "https://example.com/{{x}}, https://example.com/%7B%7Bx%7D%7D",
        "https://example.com/a|b[c]?d|e[f], https://example.com/a%7Cb%5Bc%5D?d%7Ce[f]",
        "https://example.com/100%?q=%zz&r=%41, https://example.com/100%25?q=%25zz&r=%41",
        "https://example.com/a@b?c@d:e, https://example.com/a@b?c@d:e",
        "https://127.1/, https://127.0.0.1/",
        "https://[0::1]:8443/, 'https://[0:0:0:0:0:0:0:1]:8443/'",
        "https://[fe80::1%25eth0]/, 'https://[fe80:0:0:0:0:0:0:1]/'",
    })
    void aUrlIsWrittenInTheOneSpellingThatIsSent(String text, String sent) {
        assertThat(EndpointUrl.parse(text, HTTPS_ONLY).map(EndpointUrl::url)).hasValue(sent);
    }

    @ParameterizedTest(name = "''{0}''")
    @NullSource
    @ValueSource(
            strings = {
                "",
                "   ",
                "example.com",
                "//example.com/",
                "/hook",
                "https:/example.com",
                "https:example.com",
                "https://",
                "https:///hook",
                "https://?a",
                "https://#a",
                "https://:443/",
                "http://example.com/",
                "ftp://example.com/",
                "file:///etc/passwd",
                "javascript://example.com/",
                " javascript:alert(1)//https://",
                "https://user:password@example.com/",
                "https://user@example.com/",
                "https://@example.com/",
                "https://example.com@127.0.0.1/",
                "https://example.com\\@127.0.0.1/",
                "https://example.com\\.evil/",
                "https://example.com:0/",
                "https://example.com:65536/",
                "https://example.com:99999999999/",
                "https://example.com:-1/",
                "https://example.com:+443/",
                "https://example.com:4 4/",
                "https://example.com:a/",
                "https://example.com:80:80/",
                "https://example.com/a b",
                "https://example.com/\r\nx-injected: 1",
                "https://example.com/\na",
                "https://example.com/\ta",
                "https://example.com/\u0000",
                "https://example.com/\u0085",
                "https://exa\nmple.com/",
                "https://exa mple.com/",
                "https://%/",
                "https://a_b.example/",
                "https://256.256.256.256/",
                "https://::1/",
                "https://[::1/",
                "https://[::1]x/",
                "https://[example.com]/",
            })
    void whatIsNoUsableUrlIsNotParsed(String text) {
        assertThat(EndpointUrl.parse(text, HTTPS_ONLY).map(EndpointUrl::url)).isEmpty();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = ';',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "https://example.com/a b;the URL holds a blank at position 22",
                "https://example.com/a\tb;the URL holds a tab at position 22",
                "https://example.com/a\u2028b;the URL holds a line break at position 22",
                "https://example.com/a\u0085b;the URL holds the control character U+0085 at position 22",
                "https://example.com/a\\b;the URL holds a backslash at position 22",
                "example.com;the URL does not begin with https://",
                "ftp://example.com;the URL does not begin with https://",
                "http://example.com;http:// is not accepted: use https://, or set courier.egress.allow-http=true",
                "https://u:token@example.com;the URL carries a user name or a password, which is not accepted",
                "https://example.com:0/;the URL's port is not a number from 1 to 65535",
                "https://exa%mple.com/;the URL has no host name or address that can be read",
            })
    void whatIsWrongIsNamedWithoutAWordOfTheUrl(String text, String problem) {
        UrlReading reading = EndpointUrl.read(text, HTTPS_ONLY);

        assertThat(reading.url()).isNull();
        assertThat(reading.problem()).isEqualTo(problem);
    }

    @Test
    void httpIsAcceptedOnlyWhenItIsAllowed() {
        EgressPolicy withHttp = new EgressPolicy(true, List.of(), List.of());

        assertThat(EndpointUrl.parse("http://example.com:80/a", withHttp).map(EndpointUrl::url))
                .hasValue("http://example.com/a");
    }

    @Test
    void httpIsAcceptedForAnExemptAddressOnItsPortOnly() throws Exception {
        Exemption demo = new Exemption(InetAddress.getByName("127.0.0.1"), 8080, "/demo/receiver");
        EgressPolicy policy = new EgressPolicy(false, List.of(), List.of(demo));

        assertThat(EndpointUrl.parse("http://127.0.0.1:8080/demo/receiver", policy))
                .isPresent();
        assertThat(EndpointUrl.parse("http://127.1:8080/demo/receiver", policy)).isPresent();
        assertThat(EndpointUrl.parse("http://127.0.0.1:8081/demo/receiver", policy))
                .isEmpty();
        assertThat(EndpointUrl.parse("http://localhost:8080/demo/receiver", policy))
                .isEmpty();
    }

    @Test
    void aForbiddenAddressIsAWellFormedUrlNonetheless() {
        assertThat(EndpointUrl.parse("https://169.254.169.254/latest/meta-data/", HTTPS_ONLY))
                .hasValueSatisfying(url -> assertThat(url.literalAddress()).isPresent());
    }

    @Test
    void whatEndpointsHaveInCommonIsHostAndPort() {
        assertThat(EndpointUrl.parse("https://Example.com/a?token=s3cret", HTTPS_ONLY))
                .hasValueSatisfying(url -> {
                    assertThat(url.origin()).isEqualTo("example.com:443");
                    assertThat(url).hasToString("EndpointUrl[example.com:443]");
                });
    }
}
