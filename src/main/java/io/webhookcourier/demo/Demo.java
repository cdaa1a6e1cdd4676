package io.webhookcourier.demo;

import io.webhookcourier.config.ListenAddress;
import io.webhookcourier.config.Settings;
import io.webhookcourier.database.RunningDatabase;
import io.webhookcourier.egress.Exemption;
import io.webhookcourier.text.Counted;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.apache.camel.RoutesBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A first delivery for newcomers. Exists on the embedded database only, and there unless {@code courier.demo} is false;
 * adds rows only to empty tables, and only once.
 */
public final class Demo {

    /** All of its paths, for access checks: only the receiver is open to callers without the token. */
    public static final String PATHS = "/demo/*";

    static final String RECEIVER = "/demo/receiver";
    static final String EVENTS = "/demo/events";
    static final String REQUESTS = "/demo/requests";

    /** Those of its paths that it answers. */
    public static final List<String> ANSWERED = List.of(RECEIVER, EVENTS, REQUESTS);

    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);

    private final ListenAddress address;
    private final DemoStory story;
    private final RoutesBuilder routes;

    private Demo(ListenAddress address, DemoStory story, RoutesBuilder routes) {
        this.address = address;
        this.story = story;
        this.routes = routes;
    }

    /** @param address where the service's HTTP server really listens */
    public static Demo at(ListenAddress address, Settings settings, RunningDatabase database) {
        DemoData data = new DemoData(database.database().pool());
        LastRequests requests = new LastRequests();
        String psql = database.embedded().orElseThrow().psqlCommand();
        Hints hints = new Hints(address.url(), psql, settings.http().token() != null);
        DemoStory story = new DemoStory(data, address.url() + RECEIVER, hints);
        DemoReceiver receiver = new DemoReceiver(data, requests, settings.crm().headerPrefix(), Clock.systemUTC());
        return new Demo(address, story, new DemoRoutes(receiver, new DemoApi(data, requests), story));
    }

    /** Deletes what an earlier run's demo left in the embedded database. */
    public static void removeFrom(RunningDatabase database) {
        if (database.embedded().isEmpty()) {
            return;
        }
        try {
            long events = new DemoData(database.database().pool()).remove();
            if (events > 0) {
                LOG.info("demo       The demo is off: its workspace and {} were removed.", Counted.of(events, "event"));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the demo's rows cannot be removed: " + e.getMessage(), e);
        }
    }

    /** The one place on this machine that deliveries may go to. */
    public Exemption exemption() {
        return exemptionAt(address);
    }

    /** As {@link #exemption()}, for callers outside the service. */
    public static Exemption exemptionAt(ListenAddress address) {
        return new Exemption(address.address(), address.port(), RECEIVER);
    }

    public RoutesBuilder routes() {
        return routes;
    }

    /** Makes the sample data where that is due; to be called before anything is claimed. */
    public void begin() {
        try {
            story.begin();
        } catch (SQLException e) {
            throw new IllegalStateException("the demo's rows cannot be created:  " + e.getMessage(), e);
        }
    }
}
