package io.webhookcourier.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** {@code jvm.options}, which the README's start line names. */
class JvmOptionsTest {

    @Test
    void thisJavaTakesThemAllWithoutAWarning() throws Exception {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@jvm.options", "--version")
                .redirectErrorStream(true)
                .start();
        assertThat(java.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains(System.getProperty("java.version"))
                .doesNotContainIgnoringCase("warning");
        assertThat(java.exitValue()).isZero();
    }
}
