package io.webhookcourier.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("1994-11-06T08:49:00Z");

    @ParameterizedTest(name = "{0} is {1} s")
    @CsvSource(
            delimiter = '|',
            value = {
                "1                              | 1",
                "120                            | 120",
                "0120                           | 120",
                "' 120 '                        | 120",
                "3600                           | 3600",
                "3601                           | 3600",
                "31536000                       | 3600",
                "99999999999999999999999999     | 3600",
                "Sun, 06 Nov 1994 08:49:37 GMT  | 37",
                "Sun, 6 Nov 1994 08:49:37 GMT   | 37",
                "Sunday, 06-Nov-94 08:49:37 GMT | 37",
                "Sun Nov  6 08:49:37 1994       | 37",
                "Sun, 06 Nov 1994 09:49:00 GMT  | 3600",
                "Sun, 06 Nov 1994 09:49:01 GMT  | 3600",
                "Fri, 31 Dec 9999 23:59:59 GMT  | 3600",
                "Friday, 06-Nov-43 08:49:37 GMT | 3600",
            })
    void secondsAndDatesAreReadUpToAnHour(String header, long seconds) {
        assertThat(RetryAfter.parse(header, 429, NOW)).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(RetryAfter.parse(header, 503, NOW)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "0",
                "000",
                "Sun, 06 Nov 1994 08:49:00 GMT",
                "Sun, 06 Nov 1994 08:48:59 GMT",
                "Thu, 01 Jan 1970 00:00:00 GMT",
                "Sunday, 06-Nov-60 08:49:37 GMT",
            })
    void nothingToWaitForIsNull(String header) {
        assertThat(RetryAfter.parse(header, 429, NOW)).isNull();
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {
                "",
                " ",
                "soon",
                "-5",
                "+5",
                "1.5",
                "5s",
                "120, 120",
                "٣",
                "1994-11-06T08:49:37Z",
                "Mon, 06 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 08:49:37 +0200",
                "Sun, 31 Feb 1994 08:49:37 GMT",
            })
    void whatDoesNotParseIsIgnored(String header) {
        assertThat(RetryAfter.parse(header, 429, NOW)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 301, 400, 408, 425, 500, 502, 504})
    void theHeaderCountsOnlyOn429And503(int status) {
        assertThat(RetryAfter.parse("120", status, NOW)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void noHeaderIsNothingToWaitFor(int status) {
        assertThat(RetryAfter.parse(null, status, NOW)).isNull();
    }
}
