package io.webhookcourier.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.config.Secret;
import io.webhookcourier.management.HawtioAccess.Decision;
import io.webhookcourier.web.TokenCheck;
import io.webhookcourier.web.WebRequest;
import io.webhookcourier.web.WebResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HawtioAccessTest {

    private static final String TOKEN = "tok-of-the-test";

    private final AtomicLong nanos = new AtomicLong();
    private final HawtioAccess open = new HawtioAccess(new TokenCheck(null, nanos::get), true);
    private final HawtioAccess guarded = new HawtioAccess(new TokenCheck(Secret.of(TOKEN), nanos::get), false);

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:9876", "127.0.0.1", "localhost:9876", "LOCALHOST", "[::1]:9876", "127.9.9.9:1"})
    void withoutATokenItAnswersUnderTheLoopbacksOwnNames(String host) {
        assertThat(open.judge(request(host, null, null)).refusal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "courier.example:9876",
                "localhost.evil.example",
                "127.0.0.1.evil.example:9876",
                "10.0.0.1:9876",
                "[::1",
                "[fe80::1]:9876",
                "2130706433",
                ""
            })
    void withoutATokenANameThatIsReboundIsRefused(String host) {
        Decision decision = open.judge(request(host, null, null));
        assertThat(status(decision)).isEqualTo(403);
        assertThat(message(decision)).contains("127.0.0.1, [::1] and localhost");
    }

    @Test
    void withoutATokenARequestMustNameAHost() {
        assertThat(status(open.judge(request(null, null, null)))).isEqualTo(403);
    }

    @Test
    void offTheLoopbackWithoutATokenItIsClosed() {
        HawtioAccess closed = new HawtioAccess(new TokenCheck(null, nanos::get), false);
        Decision decision = closed.judge(request("127.0.0.1:9876", null, null));
        assertThat(status(decision)).isEqualTo(403);
        assertThat(message(decision)).contains("courier.management.host", "courier.http.token");
    }

    @ParameterizedTest(name = "Origin {0}, Sec-Fetch-Site {1}, Sec-Fetch-Mode {2}: {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, -, 200",
                "http://127.0.0.1:9876, same-origin, cors, 200",
                "https://127.0.0.1:9876, -, -, 200",
                "-, same-origin, no-cors, 200",
                "-, none, navigate, 200",
                "-, cross-site, navigate, 200",
                "http://evil.example, cross-site, cors, 403",
                "http://127.0.0.1:8080, same-site, cors, 403",
                "null, cross-site, no-cors, 403",
                "-, cross-site, no-cors, 403",
                "-, same-site, no-cors, 403",
                "-, cross-site, -, 403"
            })
    void pagesOfOtherSitesAreRefused(String origin, String site, String mode, int status) {
        for (HawtioAccess access : new HawtioAccess[] {open, guarded}) {
            WebRequest request = request("10.9.9.9", "127.0.0.1:9876", origin, site, mode, basic("ada", TOKEN));
            assertThat(status(access.judge(request))).isEqualTo(status);
        }
    }

    @Test
    void whoPresentsTheTokenIsKnownByTheNameThatIsGiven() {
        assertThat(guarded.judge(request("courier.example", null, basic("ada", TOKEN))))
                .isEqualTo(new Decision(Optional.empty(), "ada", false));
        assertThat(guarded.judge(request("courier.example", null, "Bearer " + TOKEN))
                        .refusal())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer wrong",
                "Bearer ",
                "Basic !!",
                "Basic YWRh",
                "Digest username=ada",
                "tok-of-the-test",
                "Bearer tok-of-the-test2"
            })
    void anythingElseIsAskedForTheToken(String authorization) {
        Decision decision = guarded.judge(request("courier.example", null, authorization));
        assertThat(status(decision)).isEqualTo(401);
        assertThat(message(decision)).doesNotContain(TOKEN);
    }

    @Test
    void wrongTokensAreCountedByTheNetworkAndNeverLockOutTheRightOne() {
        for (int i = 0; i < 10; i++) {
            assertThat(statusFor("2001:db8::" + i, "guess" + i)).isEqualTo(401);
        }
        assertThat(statusFor("2001:db8::ffff", "guess")).isEqualTo(429);
        assertThat(statusFor("2001:db8::ffff", TOKEN)).isEqualTo(200);
        assertThat(statusFor("2001:db8:1::1", "guess")).isEqualTo(401);

        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        assertThat(statusFor("2001:db8::ffff", "guess")).isEqualTo(401);
    }

    private int statusFor(String remote, String password) {
        return status(guarded.judge(request("courier.example", remote, basic("ada", password))));
    }

    @Test
    void aTokenMayHoldAColon() {
        HawtioAccess access = new HawtioAccess(new TokenCheck(Secret.of("a:b"), nanos::get), true);
        assertThat(access.judge(request("127.0.0.1", null, basic("ada", "a:b"))).refusal())
                .isEmpty();
    }

    private static WebRequest request(String host, String remote, String authorization) {
        return request(remote == null ? "127.0.0.1" : remote, host, null, null, null, authorization);
    }

    private static WebRequest request(
            String remote, String host, String origin, String site, String mode, String authorization) {
        return new WebRequest(
                "GET",
                "/hawtio/",
                Map.of(),
                null,
                host,
                remote,
                name -> switch (name) {
                    case "Origin" -> origin;
                    case "Sec-Fetch-Site" -> site;
                    case "Sec-Fetch-Mode" -> mode;
                    case "Authorization" -> authorization;
                    default -> null;
                },
                null,
                new byte[0]);
    }

    private static int status(Decision decision) {
        return decision.refusal().map(WebResponse::status).orElse(200);
    }

    private static String message(Decision decision) {
        return new String(decision.refusal().orElseThrow().body(), StandardCharsets.UTF_8);
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
