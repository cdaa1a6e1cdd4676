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
    private boolean told;
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
            LOG.info("demo       First start: three events for a sample workspace, \"demo\", were put into the queue.");
            LOG.info("demo       Its receiver is {}", receiverUrl);
            LOG.info(
                    "demo       It accepts demo-accepted, is busy when demo-busy comes first, and refuses demo-refused.");
        } else if (data.signingKey().isPresent()) {
            LOG.info("demo       The receiver of the sample workspace, \"demo\", is {}", receiverUrl);
        } else {
            LOG.info("demo       No sample data was made: this database holds rows of yours.");
        }
    }

    /** Looks whether the story is over; the ending is told one look later, so that the log's lines are out before it. */
    @Override
    public void process(Exchange exchange) throws SQLException {
        looks++;
        if (!told && (finished || looks == LOOKS)) {
            told = true;
            if (firstStart && finished) {
                LOG.info("demo       One was delivered, one delivered at the second attempt, one failed permanently.");
            }
            hints.lines().forEach(line -> LOG.info("demo       {}", line));
        }
        finished = finished || data.isFinished();
    }
}
