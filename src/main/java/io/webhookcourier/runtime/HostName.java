package io.webhookcourier.runtime;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * This machine's name, found once. Java's own way asks name servers for the name's address, at each call and for minutes
 * when none answers; nothing here needs an address.
 */
public final class HostName {

    /** What is said when the name cannot be found in time. */
    private static final String UNKNOWN = "unknown-host";

    private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");
    private static final List<String> VARIABLES = List.of("HOSTNAME", "COMPUTERNAME");
    private static final Duration LONGEST_LOOK_UP = Duration.ofSeconds(1);

    private HostName() {}

    /** Waits a second at most, and only on systems that do not say it otherwise. Never null, never blank. */
    public static String ofThisMachine() {
        return Holder.NAME;
    }

    static String find(Path kernel, Map<String, String> environment, Callable<String> lookUp, Duration longestLookUp) {
        String name = read(kernel);
        for (String variable : VARIABLES) {
            name = name.isBlank() ? environment.getOrDefault(variable, "").strip() : name;
        }
        return name.isBlank() ? lookedUp(lookUp, longestLookUp) : name;
    }

    private static String read(Path kernel) {
        try {
            return Files.isReadable(kernel) ? Files.readString(kernel).strip() : "";
        } catch (IOException e) {
            // Not Linux, or hidden from this process: another way is tried.
            return "";
        }
    }

    /** On a thread of its own, which is left behind when nothing answers. */
    private static String lookedUp(Callable<String> lookUp, Duration longest) {
        FutureTask<String> task = new FutureTask<>(lookUp);
        Thread thread = new Thread(task, "courier-host-name");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        }
    }

    private static final class Holder {
        static final String NAME =
                find(KERNEL, System.getenv(), () -> InetAddress.getLocalHost().getHostName(), LONGEST_LOOK_UP);
    }
}
