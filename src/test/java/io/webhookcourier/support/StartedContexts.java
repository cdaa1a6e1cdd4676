package io.webhookcourier.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelContextTracker;

/** The Camel contexts that are made while this is open. */
final class StartedContexts implements AutoCloseable {

    private final List<CamelContext> contexts = new CopyOnWriteArrayList<>();
    private final CamelContextTracker tracker = new CamelContextTracker() {
        @Override
        public void contextCreated(CamelContext context) {
            contexts.add(context);
        }
    };

    private StartedContexts() {}

    static StartedContexts watch() {
        StartedContexts watch = new StartedContexts();
        watch.tracker.open();
        return watch;
    }

    CamelContext named(String name) {
        return contexts.stream()
                .filter(context -> name.equals(context.getName()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        tracker.close();
    }
}
