package io.webhookcourier.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The example in the docs is the one that runs. */
class ExampleInDocsTest {

    @Test
    void isTheClassThatRuns() throws IOException {
        String runs = Files.readString(Path.of("src/test/java/io/webhookcourier/example/OwnRoutesTest.java"));

        assertThat(Files.readString(Path.of("docs/extending.md"))).contains("```java\n" + runs + "```");
    }
}
