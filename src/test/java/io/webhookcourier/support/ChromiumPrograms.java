package io.webhookcourier.support;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Where Chromium and its driver are on this machine; nothing is downloaded. */
record ChromiumPrograms(Path browser, Path driver) {

    private static final String MISSING =
            "no Chromium with chromedriver on the PATH; install Debian's packages chromium and"
                    + " chromium-driver to run the browser tests";

    /** Skips the calling test where they are missing, or fails it if the environment says {@code BROWSER_TESTS=required}. */
    static ChromiumPrograms requireInstalled() {
        Optional<Path> browser = find("chromium", "chromium-browser", "google-chrome");
        Optional<Path> driver = find("chromedriver");
        boolean installed = browser.isPresent() && driver.isPresent();
        if (!installed && "required".equals(System.getenv("BROWSER_TESTS"))) {
            throw new AssertionError(MISSING);
        }
        Assumptions.assumeTrue(installed, MISSING);
        return new ChromiumPrograms(browser.orElseThrow(), driver.orElseThrow());
    }

    private static Optional<Path> find(String... names) {
        List<String> folders = Arrays.asList(System.getenv("PATH").split(Pattern.quote(File.pathSeparator)));
        return Stream.of(names)
                .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
