package io.webhookcourier.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.Browser;
import io.webhookcourier.support.DatabaseProxy;
import io.webhookcourier.support.Scene;
import io.webhookcourier.support.TestDatabase;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** An overview that stays open on a wall must not stay green when nothing refreshes it any more. */
class OutdatedOverviewTest {

    @Test
    void anOpenOverviewSaysSinceWhenItHasHadNoAnswer() throws IOException {
        try (Browser browser = Browser.open()) {
            TestDatabase database = TestDatabase.create();
            DatabaseProxy proxy = DatabaseProxy.before(database.jdbcUrl());
            try (Scene scene = Scene.start(
                    database, Map.of("courier.instance-id", "courier-1", "courier.database.url", proxy.jdbcUrl()))) {
                browser.view(1280, 900);
                browser.go(scene.courier().url() + "/");
                browser.awaitText("Deliveries are on time.");

                // A request without an answer, for longer than 15 s as far as the page can tell.
                browser.driver()
                        .executeScript("window.send = XMLHttpRequest.prototype.send;"
                                + " XMLHttpRequest.prototype.send = () => {}; answeredAt = performance.now() - 16000;");
                browser.await(By.xpath(
                        "//*[@id='headline' and @class='headline bad']" + "/p[starts-with(., 'No answer since ')]"));

                browser.driver()
                        .executeScript("XMLHttpRequest.prototype.send = window.send;"
                                + " htmx.trigger(live(), 'htmx:abort'); htmx.trigger(live(), 'refresh');");
                browser.awaitText("Deliveries are on time.");

                proxy.close();
                browser.eventually(() -> assertThat(
                                browser.driver().findElement(By.id("headline")).getText())
                        .startsWith("No answer since ")
                        .contains("PostgreSQL at 127.0.0.1:", " refuses connections (since "));
                browser.screenshot("console-database-away");
                browser.preferDark(true);
                browser.screenshot("console-database-away-dark");
                browser.preferDark(false);
            }
            String asOf =
                    browser.driver().findElement(By.cssSelector("[data-as-of]")).getText();

            browser.eventually(() -> assertThat(
                            browser.driver().findElement(By.id("headline")).getText())
                    .isEqualTo("No answer since " + asOf.replace("As of ", "") + "."));
            assertThat(browser.driver().findElement(By.id("headline")).getAttribute("class"))
                    .isEqualTo("headline bad");
            browser.screenshot("console-service-away");
            browser.preferDark(true);
            browser.screenshot("console-service-away-dark");
            browser.view(390, 900);
            browser.screenshot("console-service-away-phone");
        }
    }
}
