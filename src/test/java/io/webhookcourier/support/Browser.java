package io.webhookcourier.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A headless Chromium with a profile of its own, that finds no host but this one. Tests that open one are skipped on a
 * machine without Chromium, unless {@code BROWSER_TESTS=required} ({@link ChromiumPrograms}).
 */
public final class Browser implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static final List<String> FLAGS = List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--no-default-browser-check",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--force-color-profile=srgb",
            "--hide-scrollbars");

    private static final String ONLY_THIS_HOST = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1";

    private final ChromeDriver driver;
    private final Path profile;

    private Browser(ChromeDriver driver, Path profile) {
        this.driver = driver;
        this.profile = profile;
        view(1280, 800);
    }

    /** Opens an empty page of 1280 by 800 pixels in light colours. */
    public static Browser open() {
        return open(ONLY_THIS_HOST);
    }

    /** With names that lead to 127.0.0.1, as a hostile site's might. */
    public static Browser openKnowing(String... names) {
        StringBuilder rules = new StringBuilder("--host-resolver-rules=");
        for (String name : names) {
            rules.append("MAP ").append(name).append(" 127.0.0.1, ");
        }
        return open(rules + "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");
    }

    private static Browser open(String hosts) {
        ChromiumPrograms programs = ChromiumPrograms.requireInstalled();
        try {
            Path profile = Files.createTempDirectory("chromium");
            ChromeOptions options = new ChromeOptions();
            options.setBinary(programs.browser().toFile());
            options.addArguments(FLAGS);
            options.addArguments(hosts, "--user-data-dir=" + profile);
            LoggingPreferences logs = new LoggingPreferences();
            logs.enable(LogType.BROWSER, Level.WARNING);
            options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
            ChromeDriverService service = new ChromeDriverService.Builder()
                    .usingDriverExecutable(programs.driver().toFile())
                    .usingAnyFreePort()
                    .build();
            return new Browser(new ChromeDriver(service, options), profile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For what this class has no word for. */
    public ChromeDriver driver() {
        return driver;
    }

    public void go(String url) {
        driver.get(url);
    }

    /** Makes the page so large, in CSS pixels; a width of 390 is a phone's. */
    public void view(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Tells pages that the user prefers this. */
    public void preferDark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** The first such element that is shown, once there is one. */
    public WebElement await(By locator) {
        AtomicReference<WebElement> found = new AtomicReference<>();
        eventually(() -> found.set(driver.findElements(locator).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElseThrow(() -> new AssertionError("not on the page: " + locator))));
        return found.get();
    }

    /** Clicks what is shown, as often as a page that is redrawn meanwhile demands. */
    public void click(By locator) {
        eventually(() -> driver.findElement(locator).click());
    }

    /** Replaces what a field holds. */
    public void type(By field, CharSequence text) {
        WebElement element = await(field);
        element.clear();
        element.sendKeys(text);
    }

    /** What the page shows. */
    public String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    /** Waits until the page shows the text. */
    public void awaitText(String text) {
        eventually(() -> {
            if (!text().contains(text)) {
                throw new AssertionError("not on the page: " + text);
            }
        });
    }

    /** Warnings and errors that the pages wrote to the browser's console since the last call. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Keeps what is in view as {@code target/screenshots/<name>.png}. */
    public Path screenshot(String name) {
        try {
            Files.createDirectories(SCREENSHOTS);
            return Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Repeats what fails, also because the page was redrawn in between, until the limit. */
    public void eventually(ThrowingRunnable assertion) {
        Awaitility.await()
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .untilAsserted(assertion);
    }

    @Override
    public void close() {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
