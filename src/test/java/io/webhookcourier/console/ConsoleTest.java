package io.webhookcourier.console;

import static io.webhookcourier.support.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.Answer;
import io.webhookcourier.support.Browser;
import io.webhookcourier.support.Http;
import io.webhookcourier.support.Scene;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The console in a real browser, on a running service. */
class ConsoleTest {

    private static final By SEND_AGAIN = By.xpath("//form[contains(@action, '/replay')]//button");

    private static Scene scene;
    private static Browser browser;
    private static String url;
    private static String good;

    @BeforeAll
    static void start() {
        scene = Scene.start(Map.of("courier.retry.initial-delay", "15m", "courier.instance-id", "courier-1"));
        url = scene.courier().url();
        good = workspace("acme-gmbh");
        String bad = workspace("northwind");
        history();
        for (int i = 0; i < 12; i++) {
            event(good, status(200));
        }
        event(bad, status(503).body("{\"message\": \"Busy. Try again later.\"}"));
        event(bad, status(422).body("{\"error\": \"The lead has no e-mail address.\"}"));
        browser = Browser.open();
    }

    @AfterAll
    static void stop() {
        browser.close();
        scene.close();
    }

    @AfterEach
    void noPageMadeTheBrowserComplain() {
        assertThat(browser.complaints()).isEmpty();
        browser.view(1280, 800);
        browser.preferDark(false);
    }

    @Test
    void theOverviewSaysWhetherAllIsWellAndStaysFresh() {
        browser.view(1280, 1010);
        browser.go(url + "/");
        browser.awaitText("Deliveries are on time.");
        browser.awaitText("courier-1");
        assertThat(browser.driver().findElements(By.cssSelector("svg rect.delivered")))
                .isNotEmpty();
        browser.screenshot("console-overview");
        browser.preferDark(true);
        browser.screenshot("console-overview-dark");
        browser.view(390, 1500);
        browser.screenshot("console-overview-phone");

        String id = event(good, status(410));
        scene.awaitStatus(id, "FAILED");
        browser.await(By.id("failure-" + id));
    }

    @Test
    void eventsAreFilteredAndAnEventTellsItsStory() {
        browser.view(1280, 900);
        browser.go(url + "/events");
        browser.screenshot("console-events");
        browser.go(url + "/events?status=FAILED,PENDING");
        browser.click(By.xpath("//button[text()='Find']"));
        browser.eventually(() -> assertThat(
                        browser.driver().findElements(By.cssSelector("#rows .chip.failed, #rows .chip.pending")))
                .isNotEmpty());
        assertThat(browser.driver().findElements(By.cssSelector("#rows .chip.succeeded")))
                .isEmpty();
        browser.type(By.id("error"), "e-MAIL address");
        browser.click(By.xpath("//button[text()='Find']"));
        browser.eventually(() -> assertThat(browser.driver().findElements(By.cssSelector("#rows .chip")))
                .hasSize(1));
        browser.click(By.cssSelector("#rows a"));
        browser.awaitText("Failed permanently at attempt 1 of 8: the receiver returned HTTP 422.");
        browser.awaitText("x-zrg-signature");
        browser.awaitText("The lead has no e-mail address.");
        assertThat(browser.driver().findElement(By.id("curl")).getDomProperty("textContent"))
                .startsWith("curl -i \"$WEBHOOK_URL\" \\\n  -H 'content-type: application/json'")
                .contains("x-zrg-signature: sha256=");
        assertThat(browser.driver().getPageSource())
                .contains("sha256=")
                .doesNotContain(Scene.SECRET)
                .doesNotContain("/hook");
        browser.view(1280, 1150);
        browser.screenshot("console-event");
        browser.preferDark(true);
        browser.screenshot("console-event-dark");
        browser.view(390, 1300);
        browser.screenshot("console-event-phone");
        browser.go(url + "/events");
        browser.screenshot("console-events-phone");
    }

    @Test
    void theAuditListsWhatOperatorsDid() {
        scene.database()
                .update("INSERT INTO courier.audit (actor, action, target, detail)"
                        + " VALUES ('ada (console)', 'pause', 'workspace:acme', '{\"reason\": \"maintenance\"}')");
        browser.go(url + "/audit");
        browser.awaitText("workspace acme");
        browser.awaitText("maintenance");
        browser.view(390, 900);
        browser.screenshot("console-audit-phone");
    }

    @Test
    void timesAreInUtcAndInTheReadersZoneUnderThePointer() {
        browser.driver().executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", "Asia/Kathmandu"));
        String id = scene.database()
                .insertEvent(row -> row.provider("INBOXXIA").runAt(Instant.parse("2026-03-01T10:00:00Z")));
        browser.go(url + "/events/" + id);
        WebElement due = browser.await(By.cssSelector(".facts time[datetime='2026-03-01T10:00:00Z']"));
        assertThat(due.getText()).isEqualTo("2026-03-01 10:00:00");
        browser.eventually(() -> assertThat(due.getDomAttribute("title"))
                .contains("3:45:00")
                .endsWith(" here, 2026-03-01 10:00:00 UTC"));
        browser.driver().executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", ""));
    }

    @Test
    void anAddressThatLeadsNowhereIsAnsweredInTheConsolesFrame() {
        browser.go(url + "/nope");
        browser.awaitText("Page not found");
        browser.click(By.xpath("//nav//a[text()='Events']"));
        browser.awaitText("Id or dedupeKey");
        Http http = Http.to(url);
        assertThat(http.get("/nope", "Accept: text/html").status()).isEqualTo(404);
        assertThat(http.get("/nope").body()).doesNotContain("stylesheet");
        assertThat(http.post("/nope", "{}", "Accept: text/html").body()).doesNotContain("stylesheet");
        assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("/nope"));
    }

    @Test
    void aSkippedEventSaysSoInTheListAndIsSentOnceItsWorkspaceIsRight() {
        String workspace = "umbrella";
        scene.database().insertWorkspace(workspace, true, "http://", Scene.SECRET, "lead_created");
        String id = scene.database().insertEvent(row -> row.workspaceId(workspace)
                .raw("{\"leadId\": \"lead-4711\", \"row\": {\"name\": \"Ada\"}}"));
        scene.awaitStatus(id, "SUCCEEDED");
        browser.go(url + "/events?workspace=" + workspace);
        browser.awaitText("SKIPPED");
        browser.awaitText("Nothing was sent: ");
        browser.awaitText("lead-4711");
        browser.screenshot("console-skipped-list");
        browser.click(By.cssSelector("#rows a"));
        browser.awaitText("lead-4711");
        browser.screenshot("console-skipped");
        browser.view(390, 1200);
        browser.screenshot("console-skipped-phone");
        scene.database()
                .update(
                        "UPDATE \"WorkspaceSettings\" SET \"crmWebhookUrl\" = ? WHERE \"clientId\" = ?",
                        scene.receiver().url(),
                        workspace);
        browser.view(1280, 800);
        browser.go(url + "/events?status=SKIPPED&workspace=" + workspace);
        browser.click(By.partialLinkText("Replay matching skipped events"));
        browser.click(By.xpath("//button[normalize-space(.)='Send 1 event again']"));
        Scene.eventually(() -> assertThat(scene.receiver().requests(id)).hasSize(1));
    }

    @Test
    void anEventIsFoundByItsId() {
        String id = event(good, status(200));
        scene.awaitStatus(id, "SUCCEEDED");
        browser.go(url + "/events");
        browser.type(By.id("find"), id + Keys.ENTER);
        browser.awaitText("Delivered at");
        assertThat(browser.driver().getCurrentUrl()).isEqualTo(url + "/events/" + id);
    }

    @Test
    void aFailedEventIsSentAgain() {
        String id = event(good, status(422), status(200));
        scene.awaitStatus(id, "FAILED");
        browser.go(url + "/events/" + id);
        browser.type(By.id("reason"), "their bug is repaired");
        browser.type(By.id("by"), "Ada Lovelace");
        browser.click(SEND_AGAIN);
        browser.awaitText("The event is due now and will be sent again.");
        scene.awaitStatus(id, "SUCCEEDED");
        assertThat(scene.database().query("SELECT actor, action FROM courier.audit WHERE target = ?", "event:" + id))
                .containsExactly(Map.of("actor", "Ada Lovelace (console from 127.0.0.1)", "action", "replay"));
        browser.go(url + "/events/" + id);
        browser.awaitText("replay by Ada Lovelace (console from 127.0.0.1)");
        browser.click(By.xpath("//summary[starts-with(., 'Send again')]"));
        assertThat(browser.await(By.id("by")).getDomProperty("value")).isEqualTo("Ada Lovelace");
        browser.driver().manage().deleteCookieNamed("courier_name");
    }

    @Test
    void aDeliveredEventIsSentAgainOnlyWithForce() {
        String id = event(good, status(200));
        scene.awaitStatus(id, "SUCCEEDED");
        browser.go(url + "/events/" + id);
        browser.click(By.xpath("//summary[starts-with(., 'Send again')]"));
        browser.click(SEND_AGAIN);
        assertThat(scene.receiver().requests(id)).hasSize(1);
        browser.click(By.name("force"));
        browser.click(SEND_AGAIN);
        browser.awaitText("The event is due now and will be sent again.");
        Scene.eventually(() -> assertThat(scene.receiver().requests(id)).hasSize(2));
    }

    @Test
    void whatFailedIsSentAgainTogetherAfterACountAndAConfirmation() {
        String workspace = workspace("globex");
        for (int i = 0; i < 3; i++) {
            scene.database()
                    .insertEvent(
                            row -> row.workspaceId(workspace).status("FAILED").attempts(8));
        }
        browser.go(url + "/events?workspace=" + workspace);
        browser.click(By.partialLinkText("Replay matching failed events"));
        browser.awaitText("3 events");
        browser.screenshot("console-replay");
        browser.click(By.xpath("//button[normalize-space(.)='Send 3 events again']"));
        browser.awaitText("The replay has started.");
        browser.awaitText("3 of 3");
        browser.screenshot("console-replays");
    }

    @Test
    void everythingIsPausedAndResumed() {
        browser.go(url + "/");
        browser.click(By.xpath("//summary[starts-with(., 'Pause everything')]"));
        browser.type(By.id("reason"), "upgrade of the CRM");
        browser.click(By.xpath("//button[text()='Pause everything']"));
        browser.awaitText("All deliveries are paused.");
        browser.awaitText("by console from 127.0.0.1: upgrade of the CRM");
        browser.view(1280, 1010);
        browser.screenshot("console-paused");
        String id = event(good, status(200));
        browser.go(url + "/events/" + id);
        browser.awaitText("All deliveries have been paused since");
        browser.go(url + "/");
        browser.click(By.xpath("//button[text()='Resume everything']"));
        browser.awaitText("Deliveries are resumed.");
        scene.awaitStatus(id, "SUCCEEDED");
    }

    @Test
    void aWorkspaceIsPausedAndResumed() {
        String workspace = workspace("initech");
        browser.go(url + "/workspaces");
        browser.screenshot("console-workspaces");
        browser.click(By.cssSelector("[aria-label='Pause workspace " + workspace + "']"));
        browser.awaitText("Deliveries of the workspace are paused.");
        scene.database().insertEvent(row -> row.workspaceId(workspace));
        browser.go(url + "/");
        browser.awaitText("1 event waits for the paused workspace initech.");
        browser.screenshot("console-workspace-paused");
        browser.go(url + "/workspaces");
        browser.click(By.cssSelector("[aria-label='Resume workspace " + workspace + "']"));
        browser.awaitText("Deliveries of the workspace are resumed.");
    }

    @Test
    void everyPartIsReachedByKeyboardAlone() {
        browser.go(url + "/");
        browser.driver().switchTo().activeElement().sendKeys(Keys.TAB);
        assertThat(browser.driver().switchTo().activeElement().getText()).isEqualTo("Skip to the content");
        for (int i = 0; i < 3; i++) {
            browser.driver().switchTo().activeElement().sendKeys(Keys.TAB);
        }
        assertThat(browser.driver().switchTo().activeElement().getText()).isEqualTo("Events");
        browser.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
        browser.awaitText("Id or dedupeKey");
    }

    @Test
    void pagesHaveLandmarksLabelsAndNoWidthBeyondAPhones() {
        browser.view(390, 844);
        for (String page : new String[] {"/", "/events", "/workspaces", "/replays"}) {
            browser.go(url + page);
            assertThat(browser.driver().findElements(By.cssSelector("header, nav[aria-label], main, footer, h1")))
                    .as(page)
                    .hasSizeGreaterThanOrEqualTo(5);
            assertThat(browser.driver()
                            .executeScript("return [...document.querySelectorAll('input:not([type=hidden]), select,"
                                    + " button')].filter(e => e.checkVisibility() && !e.labels?.length"
                                    + " && !e.getAttribute('aria-label') && !e.textContent.trim()).length"))
                    .as("unlabelled on %s", page)
                    .isEqualTo(0L);
            assertThat(browser.driver().executeScript("return document.documentElement.scrollWidth"))
                    .as("width of %s", page)
                    .isEqualTo(390L);
        }
    }

    @Test
    void rowContentIsTextAndNeverMarkup() {
        String id = scene.database().insertEvent(row -> row.workspaceId("<script>alert(1)</script>")
                .provider("INBOXXIA")
                .eventType("<img src=x onerror=alert(2)>"));
        browser.go(url + "/events/" + id);
        browser.awaitText("<img src=x onerror=alert(2)>");
        assertThat(browser.driver().findElements(By.cssSelector("main img, main script")))
                .isEmpty();
    }

    @Test
    void withoutTheFormsTokenNothingIsChanged() {
        Http http = Http.to(url);
        Http.Answer page = http.get("/");
        String cookie = "Cookie: " + page.header("Set-Cookie").split(";")[0];
        String type = "Content-Type: application/x-www-form-urlencoded";

        assertThat(page.header("Set-Cookie")).contains("HttpOnly").contains("SameSite=Strict");
        assertThat(http.send("POST", "/pause", "reason=x", type).status()).isEqualTo(403);
        assertThat(http.send("POST", "/pause", "form-token=x", type, cookie).status())
                .isEqualTo(403);
        assertThat(http.send("POST", "/pause", "", type, cookie, "Origin: https://evil.example")
                        .status())
                .isEqualTo(403);
        assertThat(http.get("/", "Host: evil.example").status()).isEqualTo(421);
        assertThat(scene.database().query("SELECT * FROM courier.audit WHERE action = 'pause' AND target = 'x'"))
                .isEmpty();
    }

    @Test
    void aPathWithAnotherMethodNamesThoseThatItAccepts() {
        Http http = Http.to(url);

        assertThat(http.send("DELETE", "/pause", null)).satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.header("Allow")).isEqualTo("POST");
        });
        assertThat(http.send("PUT", "/replays", null).header("Allow")).isEqualTo("GET, POST");
        assertThat(http.get("/events/e/replay").status()).isEqualTo(405);
        assertThat(http.get("/events/e/nothing").status()).isEqualTo(404);
        assertThat(http.send("HEAD", "/workspaces", null).status()).isEqualTo(200);
    }

    private static String workspace(String name) {
        scene.database().insertWorkspace(name, scene.receiver().url(), Scene.SECRET, "lead_created", "crm_row_updated");
        return name;
    }

    private static String event(String workspace, Answer... answers) {
        String id = UUID.randomUUID().toString();
        scene.receiver().answer(id, answers);
        return scene.database().insertEvent(row -> row.id(id).workspaceId(workspace));
    }

    /** An hour that was lived through, so that the chart has something to show. */
    private static void history() {
        scene.database()
                .update("INSERT INTO courier.minute_figures (minute, delivered, retried, failed, not_sent)"
                        + " SELECT date_trunc('minute', now()) - n * interval '1 minute',"
                        + " 60 + (35 * sin(n / 6.0))::int + (n * 7919) % 17, CASE WHEN n BETWEEN 20 AND 26 THEN 40 - n"
                        + " ELSE (n * 31) % 4 END, CASE WHEN n BETWEEN 22 AND 25 THEN 9 ELSE 0 END, (n * 13) % 5"
                        + " FROM generate_series(1, 59) AS n");
        scene.database().update("""
                INSERT INTO "WebhookEvent" ("id", "provider", "eventType", "dedupeKey", "status", "attempts",
                                            "workspaceId", "runAt", "finishedAt", "updatedAt", "lastError")
                SELECT gen_random_uuid()::text, 'CRM', 'crm_row_updated', 'history-' || n, 'FAILED', 1, 'northwind',
                       t.moment, t.moment, t.moment, 'crm_webhook_http_error status=410 body="Gone"'
                FROM generate_series(1, 36) AS n,
                     LATERAL (SELECT now() AT TIME ZONE 'UTC' - n * interval '7 seconds' - interval '22 minutes'
                                  AS moment) AS t""");
    }
}
