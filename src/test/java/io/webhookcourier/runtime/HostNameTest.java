package io.webhookcourier.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostNameTest {

    private static final Duration SHORT = Duration.ofMillis(50);

    @TempDir
    private Path folder;

    @Test
    void theKernelsNameIsTakenWithoutALookUp() throws IOException {
        Path kernel = Files.writeString(folder.resolve("hostname"), "vm-7\n");
        assertThat(HostName.find(kernel, Map.of("HOSTNAME", "other"), HostNameTest::noLookUp, SHORT))
                .isEqualTo("vm-7");
    }

    @Test
    void whereTheKernelDoesNotSayItTheEnvironmentDoes() {
        Path none = folder.resolve("none");
        assertThat(HostName.find(none, Map.of("COMPUTERNAME", "PC7"), HostNameTest::noLookUp, SHORT))
                .isEqualTo("PC7");
        assertThat(HostName.find(none, Map.of("HOSTNAME", " vm-8 "), HostNameTest::noLookUp, SHORT))
                .isEqualTo("vm-8");
    }

    @Test
    void aNameServerThatDoesNotAnswerIsNotWaitedFor() {
        CountDownLatch never = new CountDownLatch(1);
        assertThat(HostName.find(
                        folder.resolve("none"),
                        Map.of(),
                        () -> {
                            never.await();
                            return "late";
                        },
                        SHORT))
                .isEqualTo("unknown-host");
        never.countDown();
    }

    @Test
    void aNameThatDoesNotResolveIsUnknown() {
        assertThat(HostName.find(folder.resolve("none"), Map.of(), HostNameTest::unknown, SHORT))
                .isEqualTo("unknown-host");
        assertThat(HostName.find(folder.resolve("none"), Map.of(), () -> "vm-9", Duration.ofSeconds(20)))
                .isEqualTo("vm-9");
    }

    private static String noLookUp() {
        throw new AssertionError("a name was looked up");
    }

    private static String unknown() throws UnknownHostException {
        throw new UnknownHostException("vm-9");
    }
}
