package io.webhookcourier.cli;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.config.Settings;
import io.webhookcourier.database.DatabaseChecks;
import io.webhookcourier.database.Examination;
import io.webhookcourier.database.Migrations;
import io.webhookcourier.database.OwnerColumnCheck;
import io.webhookcourier.database.TableWarning;
import io.webhookcourier.database.WakeUpTrigger;
import io.webhookcourier.inspection.InspectionException;
import io.webhookcourier.inspection.Overview;
import io.webhookcourier.inspection.WorkerLine;
import io.webhookcourier.text.OneLine;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Checks the database, and whether work in it progresses. */
final class DatabaseDoctor {

    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(2);

    /** A queue that is worked on has nothing that has been due for so long. */
    private static final Duration LATE = Duration.ofMinutes(1);

    private final Session session;
    private final List<Finding> findings;

    DatabaseDoctor(Session session, List<Finding> findings) {
        this.session = session;
        this.findings = findings;
    }

    void examine() {
        try {
            new DatabaseChecks(session.pool(), session.schema(), session.providers()).check();
            OwnerColumnCheck.check(
                    session.pool(), session.schema(), session.settingsInUse().instanceId());
            Examination examination = Examination.of(session.pool(), session.schema(), InstantSource.system());
            tell(examination);
            TableWarning.of(session.pool(), session.schema(), session.providers())
                    .forEach(warning -> findings.add(Finding.problem(warning.subject(), warning.sentence())));
            Migrations migrations = new Migrations(session.database().migrations(), session.schema());
            List<String> pending = migrations.pending();
            if (!pending.isEmpty()) {
                findings.add(Finding.problem(
                        "schema",
                        "courier lacks " + String.join(", ", pending) + ": run 'migrate', or start the service"));
                return;
            }
            findings.add(migrations
                    .newer()
                    .map(sentence -> Finding.note("schema", sentence))
                    .orElseGet(() -> Finding.ok("schema", "courier is up to date")));
            tellWakeUp();
            tell(session.inspection().overview());
        } catch (ConfigurationException | InspectionException e) {
            findings.add(Finding.problem("database", e.getMessage()));
        } catch (SQLException e) {
            findings.add(Finding.problem("database", OneLine.of(e)));
        }
    }

    private void tell(Examination examination) {
        findings.add(Finding.ok(
                "database",
                "PostgreSQL " + examination.version() + ", answers in "
                        + examination.answered().toMillis() + " ms"));
        findings.add(Finding.ok("tables", "all tables, columns and rights are there, in schema " + session.schema()));
        Settings.Retention retention = session.settingsInUse().retention();
        if (retention.succeeded() != null && !examination.mayDelete()) {
            findings.add(Finding.problem(
                    "rights",
                    "courier.retention.succeeded needs the right to delete: GRANT DELETE ON \"WebhookEvent\" to the"
                            + " service's role"));
        }
        if (!examination.mayInsert()) {
            findings.add(Finding.note(
                    "rights",
                    "POST /api/v1/events is answered with 403 until GRANT INSERT ON \"WebhookEvent\" to the service's role;"
                            + " deliveries need no INSERT"));
        }
        if (examination.missingIndexes().isEmpty()) {
            findings.add(Finding.ok("indexes", "\"WebhookEvent\" has the index that claims need"));
        }
        examination
                .missingIndexes()
                .forEach(statement ->
                        findings.add(Finding.problem("indexes", "without it claims are slow: " + statement)));
        tellClock(examination.clockAhead());
    }

    private void tellClock(Duration ahead) {
        if (ahead.abs().compareTo(CLOCKS_DIFFER) <= 0) {
            findings.add(Finding.ok("clock", "the database's clock and this machine's agree"));
        } else {
            findings.add(Finding.note(
                    "clock",
                    "the database's is " + Shown.duration(ahead.abs()) + (ahead.isNegative() ? " behind" : " ahead of")
                            + " this machine's; deliveries go by the database's, times in the log by the machine's"));
        }
    }

    private void tellWakeUp() throws SQLException {
        try (Connection connection = session.pool().getConnection()) {
            boolean installed = new WakeUpTrigger(connection).state().installed();
            findings.add(Finding.ok(
                    "wake-up",
                    installed
                            ? "every INSERT wakes the service"
                            : "courier.enqueue wakes the service; other INSERTs are found by polling (see 'wakeup')"));
        }
    }

    private void tell(Overview overview) {
        if (overview.workersAlive() == 0) {
            findings.add(Finding.problem("workers", "no worker is alive: nothing is delivered until a service runs"));
        } else {
            findings.add(Finding.ok("workers", overview.workersAlive() + " alive"));
        }
        overview.workers().stream()
                .filter(WorkerLine::alive)
                .collect(Collectors.groupingBy(WorkerLine::instanceId, TreeMap::new, Collectors.counting()))
                .forEach((name, count) -> {
                    if (count > 1) {
                        findings.add(Finding.note(
                                "workers",
                                count + " share the courier.instance-id " + name + ": deliveries are safe, but log,"
                                        + " metrics and lockedBy cannot tell them apart. A worker that was killed and"
                                        + " started again is counted twice until its last heartbeat expires"));
                    }
                });
        overview.pauses()
                .forEach(pause -> findings.add(Finding.note(
                        "paused",
                        (pause.everything() ? "everything" : "workspace " + pause.workspaceId()) + " since "
                                + Shown.time(pause.pausedAt())
                                + (pause.pausedBy() == null ? "" : " by " + pause.pausedBy())
                                + (pause.reason() == null ? "" : ": " + pause.reason()))));
        if (!overview.stale().isZero()) {
            findings.add(Finding.problem(
                    "locks",
                    overview.stale() + (overview.stale().isOne() ? " row has" : " rows have")
                            + " a stale lock; a running service releases such rows"));
        }
        tellLateness(overview);
    }

    private void tellLateness(Overview overview) {
        if (!overview.duePaused().rows().isZero()) {
            findings.add(Finding.note("queue", overview.duePaused().inWords()));
        }
        Duration oldest = overview.oldestDueFor();
        if (overview.due().isZero()) {
            findings.add(Finding.ok("queue", "nothing is due"));
        } else if (oldest.compareTo(LATE) < 0) {
            findings.add(Finding.ok("queue", overview.due() + " due, the oldest for " + Shown.duration(oldest)));
        } else if (overview.pauseOfEverything().isPresent()) {
            findings.add(Finding.note(
                    "queue", overview.due() + " due, the oldest for " + Shown.duration(oldest) + ", and paused"));
        } else {
            findings.add(Finding.problem(
                    "queue",
                    overview.due() + " due, the oldest for " + Shown.duration(oldest)
                            + ": a service is missing, too slow, or an endpoint is at its limit"));
        }
    }
}
