package io.webhookcourier.management;

import java.util.function.Supplier;

/** Who calls an operation, for its audit: known while one of Jolokia's requests is handled by this thread. */
final class Caller {

    private static final String PLAIN_JMX = "jmx";

    private final ThreadLocal<String> name = new ThreadLocal<>();

    /** @param user null if unknown */
    <T> T during(String user, Supplier<T> work) {
        name.set(user == null ? "hawtio" : "hawtio:" + user);
        try {
            return work.get();
        } finally {
            name.remove();
        }
    }

    /** {@code hawtio:<user name>} for a call through Hawtio or Jolokia, else {@code jmx}. */
    String name() {
        String caller = name.get();
        return caller == null ? PLAIN_JMX : caller;
    }
}
