package io.webhookcourier.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process was started with is UTF-8, whatever the locale that Java decodes it by. */
class ProcessEnvironmentTest {

    @TempDir
    private Path folder;

    @Test
    void variablesAreReadAsUtf8() throws IOException {
        Path bytes = file("A=plain\0SECRET=schl\u00fcssel=\u2713\0OTHER=1\0");

        assertThat(ProcessEnvironment.variables(Map.of("A", "plain", "SECRET", "schl??ssel=???"), bytes))
                .containsExactlyInAnyOrderEntriesOf(Map.of("A", "plain", "SECRET", "schl\u00fcssel=\u2713"));
    }

    @Test
    void whatIsNotUtf8StaysAsTheLocaleHasIt() throws IOException {
        Path bytes = folder.resolve("environ");
        Files.write(bytes, "SECRET=\u00fc\0".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(ProcessEnvironment.variables(Map.of("SECRET", "\u00fc"), bytes))
                .containsEntry("SECRET", "\u00fc");
    }

    @Test
    void withoutTheBytesTheLocaleDecides() {
        Path nowhere = folder.resolve("nowhere");

        assertThat(ProcessEnvironment.variables(Map.of("A", "\u00fc"), nowhere)).containsEntry("A", "\u00fc");
        assertThat(ProcessArguments.of(nowhere, "show", "\u00fc")).containsExactly("show", "\u00fc");
    }

    @Test
    void argumentsAreReadAsUtf8() throws IOException {
        Path bytes = file("java\0-jar\0courier.jar\0pause\0--workspace\0m\u00fcller\0");

        assertThat(ProcessArguments.of(bytes, "pause", "--workspace", "m\ufffd\ufffdller"))
                .containsExactly("pause", "--workspace", "m\u00fcller");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("bytes"), text);
    }
}
