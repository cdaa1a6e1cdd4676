package io.webhookcourier.demo;

import java.sql.SQLException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log says about the demo: what is about to happen, and, once it has happened, what to try next. */
final class DemoStory implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(DemoStory.class);

    /** Looks at intervals of {@value #PERIOD_MILLIS} ms; so what to try next comes after 20 s at the latest. */
    static final int LOOKS = 80;

    static final int PERIOD_MILLIS = 250;

    private final DemoData data;
    private final String receiverUrl;
    private final Hints hints;
    private boolean firstStart;
    private boolean finished;
    private boolean finishedLogged;
    private int looks;

    DemoStory(DemoData data, String receiverUrl, Hints hints) {
        this.data = data;
        this.receiverUrl = receiverUrl;
        this.hints = hints;
    }

    /** Makes the sample data, if that is due, and says what is there. */
    void begin() throws SQLException {
        firstStart = data.prepare(receiverUrl);
        if (firstStart) {
            LOG.info("demo       First start: three events of a sample workspace, \"demo\", were enqueued.");
            LOG.info("demo       Its receiver is {}", receiverUrl);
            LOG.info(
                    "demo       It accepts demo-accepted, answers demo-busy with 503 first, and rejects demo-refused.");
        } else if (data.signingKey().isPresent()) {
            LOG.info("demo       The receiver of the sample workspace, \"demo\", is {}", receiverUrl);
        } else {
            LOG.info("demo       No sample data was created: this database has rows of its own.");
        }
    }

    /** Checks whether the story is over; its end is logged one check later, after the log lines of the deliveries. */
    @Override
    public void process(Exchange exchange) throws SQLException {
        looks++;
        if (!finishedLogged && (finished || looks == LOOKS)) {
            finishedLogged = true;
            if (firstStart && finished) {
                LOG.info("demo       One event was delivered, one at the second attempt, and one failed permanently.");
            }
            hints.lines().forEach(line -> LOG.info("demo       {}", line));
        }
        finished = finished || data.isFinished();
    }
}
