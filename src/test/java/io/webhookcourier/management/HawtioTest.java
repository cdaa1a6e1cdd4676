package io.webhookcourier.management;

import static io.webhookcourier.management.JolokiaCalls.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.Browser;
import io.webhookcourier.support.Scene;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** Hawtio in a browser, as an operator uses it. */
class HawtioTest {

    private static final String TOKEN = "the-operators-token";

    private static Scene scene;
    private static Browser browser;

    @BeforeAll
    static void open() {
        browser = Browser.openKnowing("another.example");
        scene = Scene.start(Map.of("courier.http.token", TOKEN));
        // As if the operator had filled in what the browser asks for.
        browser.go(scene.courier().managementUrl().replace("http://", "http://ada:" + TOKEN + "@") + "/hawtio/user");
    }

    @AfterAll
    static void close() {
        if (scene != null) {
            scene.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void aRouteIsShownWithItsDiagramAndACounterThatGrows() {
        scene.awaitStatus(scene.event(row -> {}), "SUCCEEDED");
        browser.view(1280, 900);
        go("camel");
        browser.click(node("claim-due-events"));
        browser.awaitText("(ID: start-deliveries)");
        browser.awaitText("(ID: claim)");
        browser.screenshot("hawtio-diagram");

        browser.click(node("deliver-event"));
        browser.awaitText("(ID: guard-against-duplicates)");
        browser.eventually(() -> assertThat(browser.driver().findElements(By.cssSelector(".react-flow__edge")))
                .hasSizeGreaterThan(3));

        showRoutes();
        long before = completed("claim-due-events");
        browser.screenshot("hawtio-routes");
        browser.eventually(() -> assertThat(completed("claim-due-events")).isGreaterThan(before));
        assertThat(browser.complaints()).noneMatch(line -> line.contains("Content Security Policy"));
    }

    @Test
    void aRouteCannotBeStopped() {
        if (!browser.driver().getCurrentUrl().contains("/hawtio/camel")) {
            go("camel");
        }
        showRoutes();
        browser.click(By.xpath("//tr[td[normalize-space()='claim-due-events']]//input[@type='checkbox']"));
        browser.click(By.xpath("//button[normalize-space()='Stop']"));
        browser.awaitText("forbidden");
        assertThat(scene.courier().get("/observe/health/live").statusCode()).isEqualTo(200);
        scene.awaitStatus(scene.event(row -> {}), "SUCCEEDED");
    }

    @Test
    void deliveriesArePausedAndResumedByTheOperationsOfTheQueue() {
        goToTheQueue();
        browser.awaitText("OldestDueSeconds");
        browser.screenshot("hawtio-queue");

        browser.click(By.linkText("Operations"));
        browser.awaitText("Pauses deliveries of everything or of one workspace");
        execute("pause");
        browser.awaitText("Everything is paused; new requests stop within a second.");
        browser.screenshot("hawtio-pause");
        assertThat(pauses()).hasSize(1).first().extracting("paused_by").isEqualTo("hawtio:ada");

        execute("resume");
        browser.awaitText("Everything is resumed.");
        assertThat(pauses()).isEmpty();
    }

    @Test
    void aPageOfAnotherSiteCannotReachItThroughTheOperatorsBrowser() {
        String attempt = """
                const done = arguments[arguments.length - 1];
                fetch('%s/hawtio/jolokia', {method: 'POST', mode: 'no-cors', credentials: 'include', body: JSON.stringify(
                    {type: 'exec', mbean: '%s', operation: 'pause', arguments: ['by-another-site']})})
                    .then(() => done('sent'), problem => done('refused: ' + problem));
                """.formatted(scene.courier().managementUrl(), QUEUE);
        browser.go(scene.courier().managementUrl().replace("127.0.0.1", "another.example") + "/observe/health/live");
        assertThat(browser.driver().executeAsyncScript(attempt)).isNotNull();
        assertThat(pauses()).isEmpty();
    }

    private static List<Map<String, Object>> pauses() {
        return scene.database().query("SELECT * FROM courier.pause");
    }

    private static void go(String page) {
        browser.go(scene.courier().managementUrl() + "/hawtio/" + page);
    }

    private static void showRoutes() {
        browser.click(node("routes"));
        browser.click(By.linkText("Routes"));
    }

    private static void goToTheQueue() {
        go("jmx");
        browser.click(By.xpath("//li[@id='io.webhookcourier-folder']//button[contains(@class, 'node-toggle')]"));
        browser.click(node("Queue"));
    }

    /** In the tree on the left. */
    private static By node(String name) {
        return By.xpath("//button[contains(@class, 'tree-view__node-text')][normalize-space()='" + name + "']");
    }

    private static void execute(String operation) {
        String section = "//section[starts-with(@aria-label, 'operation execute " + operation + "(')]";
        browser.click(By.xpath("//button[starts-with(@aria-labelledby, 'operation " + operation + "(')]"));
        browser.click(By.xpath(section + "//button[normalize-space()='Execute']"));
    }

    private static long completed(String route) {
        WebElement cell = browser.await(By.xpath("//tr[td[normalize-space()='" + route + "']]/td[5]"));
        return Long.parseLong(cell.getText());
    }
}
