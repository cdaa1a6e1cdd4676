package io.webhookcourier.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The example in the docs is the one that runs. */
class ExampleInDocsTest {

    @Test
    void isTheClassThatRuns() throws IOException {
        String added = Files.readString(Path.of("src/test/java/io/webhookcourier/example/OwnRoutesTest.java"))
                .lines()
                .map(line -> "+" + line + "\n")
                .collect(Collectors.joining());

        assertThat(Files.readString(Path.of("docs/twelve-edits.md"))).contains(added + "```");
    }
}
