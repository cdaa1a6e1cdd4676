package io.webhookcourier.egress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many connections the client has open at most. Each is a file descriptor: a process that has run out of them can
 * neither deliver nor reach its database, so fewer connections are kept where the operating system permits fewer.
 *
 * @param inUse at the same time, to one receiver or to all
 * @param total in use and kept
 */
record ConnectionBounds(int inUse, int total) {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionBounds.class);

    /** For the connections of the two ports, those to the database, and the process's own files. */
    static final int OTHER_DESCRIPTORS = 700;

    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final String OPEN_FILES = "Max open files";

    /**
     * @param concurrency requests in flight
     * @param kept connections beside those
     * @param descriptors that this process may have
     */
    static ConnectionBounds of(int concurrency, int kept, long descriptors) {
        long left = Math.max(0, descriptors - OTHER_DESCRIPTORS - concurrency);
        if (left < kept) {
            LOG.warn(
                    "This process may open {} files, so {} connections are kept instead of "
                            + "courier.delivery.kept-connections={}. Raise the limit (ulimit -n, LimitNOFILE) to {}.",
                    descriptors,
                    left,
                    kept,
                    (long) OTHER_DESCRIPTORS + concurrency + kept);
        }
        return new ConnectionBounds(concurrency, concurrency + (int) Math.min(kept, left));
    }

    /** Of this process; unlimited where the operating system does not say. The JVM raises its limit to the hard one. */
    static long descriptors() {
        try {
            return descriptors(Files.readAllLines(LIMITS));
        } catch (IOException | RuntimeException notLinux) {
            return Long.MAX_VALUE;
        }
    }

    /** @param limits lines as Linux writes them: name, soft limit, hard limit, unit */
    static long descriptors(List<String> limits) {
        for (String line : limits) {
            if (line.startsWith(OPEN_FILES)) {
                String soft = line.substring(OPEN_FILES.length()).strip().split("\\s+")[0];
                return soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft);
            }
        }
        return Long.MAX_VALUE;
    }
}
