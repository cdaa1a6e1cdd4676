package io.webhookcourier.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriverException;

class BrowserTest {

    private static final String PAGE = """
            <!doctype html>
            <title>Buttons</title>
            <button id="now" onclick="document.getElementById('said').textContent = 'pressed'">Press</button>
            <p id="said"></p>
            <p id="colours"></p>
            <script>
                const dark = matchMedia('(prefers-color-scheme: dark)');
                const show = () => document.getElementById('colours').textContent = dark.matches ? 'night' : 'day';
                dark.addEventListener('change', show);
                show();
                console.error('a complaint of the page');
            </script>
            """;

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void itClicksLooksAndListens() throws IOException {
        try (Browser browser = Browser.open()) {
            browser.go(url("127.0.0.1"));
            browser.click(By.id("now"));
            browser.awaitText("pressed");
            assertThat(browser.complaints()).anySatisfy(line -> assertThat(line).contains("a complaint of the page"));

            browser.preferDark(true);
            browser.awaitText("night");
            browser.view(390, 844);
            Path picture = browser.screenshot("browser-support");
            assertThat(ImageIO.read(picture.toFile()).getWidth()).isEqualTo(390);
        }
    }

    @Test
    void itResolvesOnlyThisHostUnlessConfigured() {
        try (Browser browser = Browser.openKnowing("rebound.example")) {
            browser.go(url("rebound.example"));
            browser.awaitText("Press");
            assertThatThrownBy(() -> browser.go("http://elsewhere.example/"))
                    .isInstanceOf(WebDriverException.class)
                    .hasMessageContaining("ERR_NAME_NOT_RESOLVED");
        }
    }

    private String url(String host) {
        return "http://" + host + ":" + server.getAddress().getPort() + "/";
    }
}
