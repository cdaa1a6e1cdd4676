package io.webhookcourier.service;

import io.webhookcourier.claim.ClaimLoop;
import io.webhookcourier.claim.WakeUpListener;
import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.config.Settings;
import io.webhookcourier.database.Database;
import io.webhookcourier.delivery.Reason;
import io.webhookcourier.delivery.Reason.Kind;
import io.webhookcourier.delivery.Verdict;
import io.webhookcourier.dispatch.Dispatcher;
import io.webhookcourier.record.Recorder;
import io.webhookcourier.statistics.OutcomeTally;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the stages of a row's life, from the record to the claim, and stops them the other way round: nothing more is
 * claimed, what runs is finished, what was not sent is released, and everything is recorded, as long as the database
 * answers.
 */
final class Deliveries {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    /** A claim that takes longer has no database that answers: the end of the process does not wait for it. */
    private static final Duration LONGEST_CLAIM = Duration.ofSeconds(5);

    private static final Duration LONGEST_LAST_FIGURES = Duration.ofSeconds(2);

    /** For the outcomes of deliveries that needed all the time that there was. */
    private static final Duration SHORTEST_RECORDING = Duration.ofSeconds(1);

    private Deliveries() {}

    /** @throws ConfigurationException when the first heartbeat cannot be stored */
    static void start(
            Parts parts,
            Settings settings,
            Database database,
            WorkerParts worker,
            QueueParts queue,
            DeliveryParts delivery,
            OutcomeTally tally)
            throws Exception {
        ClaimLoop claims = delivery.claims();
        parts.start(heartbeat(worker, queue));
        parts.start(time -> writeLastStatistics(tally, time));
        parts.start(Part.of(delivery.failureNotices()::start, delivery.failureNotices()::close));
        parts.start(recorder(delivery.recorder()));
        parts.start(time -> finishDeliveries(delivery, time));
        parts.start(claims(delivery));
        parts.start(Part.of(delivery.watch()::start, delivery.watch()::close));
        if (!settings.database().pgbouncer()) {
            WakeUpListener wakeUp = new WakeUpListener(() -> database.connect("wake-up"), claims::wake);
            parts.start(Part.of(wakeUp::start, wakeUp::close));
        }
    }

    private static Part heartbeat(WorkerParts worker, QueueParts queue) {
        return Part.of(
                () -> {
                    try {
                        queue.lastErrorWidth().read();
                        worker.heartbeat().start();
                    } catch (SQLException e) {
                        throw new ConfigurationException(
                                "the first heartbeat cannot be stored in courier.worker: " + e.getMessage());
                    }
                },
                worker.heartbeat()::close);
    }

    private static void writeLastStatistics(OutcomeTally tally, StopTime time) {
        if (time.isOver()) {
            return;
        }
        try {
            tally.writeWithin(LONGEST_LAST_FIGURES);
        } catch (SQLException e) {
            LOG.debug("The last statistics of minutes and workspaces could not be written: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Part recorder(Recorder recorder) {
        return new Part() {
            @Override
            public void start() {
                recorder.start();
            }

            @Override
            public void stop(StopTime time) {
                if (!recorder.close(time.atLeast(SHORTEST_RECORDING))) {
                    LOG.warn(
                            "{} outcomes could not be recorded in time; their rows are released later.",
                            recorder.backlog());
                }
            }
        };
    }

    private static void finishDeliveries(DeliveryParts delivery, StopTime time) {
        Dispatcher dispatcher = delivery.dispatcher();
        try {
            if (!dispatcher.awaitQuiet(time.left())) {
                LOG.warn("{} deliveries did not end within the shutdown timeout.", dispatcher.running());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        delivery.threads().shutdown();
    }

    private static Part claims(DeliveryParts delivery) {
        return new Part() {
            @Override
            public void start() {
                delivery.claims().start();
            }

            /** Rows are released before and after the wait for a claim that is under way, which may take its time. */
            @Override
            public void stop(StopTime time) {
                delivery.dispatcher().suspend();
                releaseUnsent(delivery);
                delivery.claims().close(time.atMost(LONGEST_CLAIM));
                releaseUnsent(delivery);
            }
        };
    }

    private static void releaseUnsent(DeliveryParts delivery) {
        delivery.dispatcher().removeWaiting(claim -> true).forEach(claim -> delivery.recorder()
                .record(claim, Verdict.released(Reason.of(Kind.SHUTDOWN))));
    }
}
