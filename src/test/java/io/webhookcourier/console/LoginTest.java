package io.webhookcourier.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.config.Secret;
import io.webhookcourier.support.Browser;
import io.webhookcourier.support.Http;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.TestDatabase;
import io.webhookcourier.web.WebRequest;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** Where a token is set, the console is for those who know it. */
class LoginTest {

    private static final String TOKEN = "a-token-for-tests";
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void whoKnowsTheTokenLogsInAndOutAgain() {
        try (TestDatabase database = TestDatabase.create();
                RunningCourier courier = RunningCourier.start(database, Map.of("courier.http.token", TOKEN));
                Browser browser = Browser.open()) {
            browser.go(courier.url() + "/events?status=FAILED&error=422");
            browser.type(By.id("token"), "wrong" + Keys.ENTER);
            browser.awaitText("Wrong token.");
            browser.type(By.id("token"), TOKEN + Keys.ENTER);
            browser.awaitText("Error contains");
            assertThat(browser.driver().getCurrentUrl())
                    .as("back to where the visitor was going")
                    .isEqualTo(courier.url() + "/events?status=FAILED&error=422");
            assertThat(browser.driver().executeScript("return document.cookie")).isEqualTo("");
            browser.click(By.xpath("//button[text()='Log out']"));
            browser.awaitText("courier.http.token");
            browser.go(courier.url() + "/workspaces");
            browser.awaitText("courier.http.token");

            assertThat(Http.to(courier.url()).get("/?token=" + TOKEN).status()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"//evil.example", "/\\\\evil.example", "https://evil.example", "/a\r\nSet-Cookie: a=b", "", "x"})
    void theLoginLeadsToNoOtherHost(String target) {
        assertThat(LocalPath.of(target)).isEqualTo("/");
    }

    @Test
    void aForeignExpiredOrForgedSessionIsRefused() {
        Sessions sessions = new Sessions(Secret.of("one"), () -> NOW);
        String session = sessions.create();

        assertThat(sessions.of(withCookie(session))).hasValue(session);
        assertThat(new Sessions(Secret.of("one"), () -> NOW.plusSeconds(60)).of(withCookie(session)))
                .hasValue(session);
        assertThat(new Sessions(Secret.of("two"), () -> NOW).of(withCookie(session)))
                .isEmpty();
        assertThat(new Sessions(Secret.of("one"), () -> NOW.plus(Sessions.VALID)).of(withCookie(session)))
                .isEmpty();
        assertThat(sessions.of(withCookie("9" + session))).isEmpty();
        assertThat(sessions.of(withCookie("1.2.3"))).isEmpty();
        assertThat(sessions.isFormToken(session, sessions.formToken(session))).isTrue();
        assertThat(sessions.isFormToken(session, sessions.formToken(sessions.create())))
                .isFalse();
    }

    @Test
    void loggingOutEndsTheSessionForAllCopiesOfTheCookie() {
        try (TestDatabase database = TestDatabase.create();
                RunningCourier courier = RunningCourier.start(database, Map.of("courier.http.token", TOKEN))) {
            Http http = Http.to(courier.url());
            String form = "Content-Type: application/x-www-form-urlencoded";
            Http.Answer in = http.send("POST", "/login", "token=" + TOKEN, form, "X-Forwarded-Proto: https");
            String cookie = "Cookie: " + in.header("Set-Cookie").split(";")[0];
            String page = http.get("/", cookie).body();
            String formToken = page.replaceFirst("(?s).*name=\"form-token\" value=\"([^\"]+)\".*", "$1");

            assertThat(in.header("Set-Cookie")).endsWith("; Secure");
            assertThat(http.send("POST", "/pause", "form-token=" + formToken, form, cookie)
                            .status())
                    .as("neither a workspace nor everything")
                    .isEqualTo(400);
            String part = "--b\r\nContent-Disposition: form-data; name=\"all\"\r\n\r\ntrue\r\n--b--\r\n";
            assertThat(http.send("POST", "/pause", part, "Content-Type: multipart/form-data; boundary=b", cookie)
                            .status())
                    .as("a form of another type, which names no token")
                    .isEqualTo(403);
            assertThat(http.send("POST", "/logout", "form-token=" + formToken, form, cookie)
                            .status())
                    .isEqualTo(303);
            assertThat(http.get("/", cookie).status()).isEqualTo(401);
            assertThat(http.send("POST", "/pause", "all=true&form-token=" + formToken, form, cookie)
                            .header("Location"))
                    .isEqualTo("/login");
            assertThat(database.query("SELECT * FROM courier.pause")).isEmpty();
        }
    }

    private static WebRequest withCookie(String session) {
        return new WebRequest(
                "GET",
                "/",
                Map.of(),
                null,
                "localhost",
                "127.0.0.1",
                name -> name.equals("Cookie") ? "a=b; " + Sessions.COOKIE + "=" + session : null,
                null,
                new byte[0]);
    }
}
