package io.webhookcourier.runtime;

import java.lang.management.ManagementFactory;
import java.time.Instant;

/**
 * What defaults depend on besides the user's settings.
 *
 * @param virtualThreads whether this JVM has them (Java 21 or newer)
 */
public record RuntimeFacts(String hostName, long pid, Instant startTime, boolean virtualThreads) {

    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    /** The facts of the running process. */
    public static RuntimeFacts ofThisProcess() {
        return new RuntimeFacts(
                HostName.ofThisMachine(),
                ProcessHandle.current().pid(),
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()),
                Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS);
    }
}
