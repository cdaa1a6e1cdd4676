package io.webhookcourier.inspection;

import io.webhookcourier.config.Settings;
import io.webhookcourier.database.NamedStatement;
import io.webhookcourier.egress.EgressPolicy;
import io.webhookcourier.text.Trimmed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers people's questions about the queue: its state, its events, the history of one event. Each question is
 * one read-only transaction with a time limit. Thread-safe.
 *
 * <p>All methods throw {@link InspectionException} when the database is away, busy or too slow, and
 * {@link IllegalArgumentException} for a cursor that is none of theirs, and for a value that PostgreSQL cannot hold.
 */
public final class Inspection {

    private static final Logger LOG = LoggerFactory.getLogger(Inspection.class);

    /** The most lines that a page has. */
    public static final int LARGEST_PAGE = 200;

    /** Far above what any question takes: beyond it something is wrong, and the database has better to do. */
    static final Duration LIMIT = Duration.ofSeconds(2);

    private final Reading reading;
    private final OverviewReader overview;
    private final EventSearch search = new EventSearch();
    private final EventDetailsReader details;
    private final WorkspaceReader workspaces;
    private final AuditReader audit = new AuditReader();

    private Inspection(
            Reading reading, OverviewReader overview, EventDetailsReader details, WorkspaceReader workspaces) {
        this.reading = reading;
        this.overview = overview;
        this.details = details;
        this.workspaces = workspaces;
    }

    /**
     * @param dataSource gives connections with the application's schema as search path
     * @param egress decides which endpoints' URLs are accepted
     */
    public static Inspection of(DataSource dataSource, Settings settings, EgressPolicy egress) {
        Settings.Queue queue = settings.queue();
        Endpoints endpoints = new Endpoints(egress);
        return new Inspection(
                new Reading(dataSource, LIMIT),
                new OverviewReader(queue.providers(), queue.staleLock()),
                new EventDetailsReader(
                        queue.providers(),
                        queue.staleLock(),
                        endpoints,
                        new RequestPreviews(settings.crm().headerPrefix())),
                new WorkspaceReader(endpoints));
    }

    /** The state of the queue. */
    public Overview overview() {
        return reading.of(overview::read);
    }

    /**
     * Events, latest runAt first.
     *
     * @param after {@link EventPage#next()} of the page before, or null
     * @param limit 1 to {@value #LARGEST_PAGE} lines
     */
    public EventPage events(EventFilter filter, String after, int limit) {
        EventCursor cursor = after == null
                ? null
                : EventCursor.parse(after)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "after: not a cursor of this list; take it from the page before"));
        int lines = bounded(limit);
        return reading.of(connection -> search.page(connection, filter, cursor, lines));
    }

    /** What is known of one event; empty when there is none with this id. */
    public Optional<EventDetails> event(String id) {
        return isStorable(id) ? reading.of(connection -> details.read(connection, id)) : Optional.empty();
    }

    /** The id of the event that has this id or this dedupeKey. */
    public Optional<String> find(String idOrKey) {
        return isStorable(idOrKey) ? reading.of(connection -> find(connection, idOrKey)) : Optional.empty();
    }

    /**
     * Workspaces by their ids.
     *
     * @param text text in their ids, in any case, or null
     * @param after {@link WorkspacePage#next()} of the page before, or null
     * @param limit 1 to {@value #LARGEST_PAGE} lines
     */
    public WorkspacePage workspaces(String text, String after, int limit) {
        int lines = bounded(limit);
        if (after != null && !isStorable(after)) {
            throw new IllegalArgumentException("after: not a cursor of this list; take it from the page before");
        }
        return reading.of(connection -> workspaces.page(connection, text, after, lines));
    }

    /**
     * Why an operation on this workspace may be a mistake, in words. Empty when a settings row or an event names it, and
     * when that cannot be found out in time.
     *
     * @param workspaceId white space around it does not count
     */
    public Optional<String> doubtAboutWorkspace(String workspaceId) {
        String id = Trimmed.of(workspaceId);
        try {
            return isStorable(id) && reading.of(connection -> isNamed(connection, id))
                    ? Optional.empty()
                    : Optional.of("workspace " + id + " has no settings row and no events: check the id");
        } catch (InspectionException e) {
            LOG.debug("Could not check whether workspace {} is known", id, e);
            return Optional.empty();
        }
    }

    private static boolean isNamed(Connection connection, String workspaceId) throws SQLException {
        try (PreparedStatement statement = NamedStatement.prepare(
                        connection, "inspection/inspect-workspace-named", workspaceId, workspaceId);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /**
     * What operators did, newest first.
     *
     * @param target such as {@code event:<id>} or {@code workspace:<id>}; all where null
     * @param before {@link AuditPage#next()} of the page before, or null
     * @param limit 1 to {@value #LARGEST_PAGE} lines
     */
    public AuditPage audit(String target, Long before, int limit) {
        int lines = bounded(limit);
        return reading.of(connection -> audit.page(
                connection, target == null || isStorable(target) ? target : target.replace("\0", ""), before, lines));
    }

    private static Optional<String> find(Connection connection, String idOrKey) throws SQLException {
        try (PreparedStatement statement =
                        NamedStatement.prepare(connection, "inspection/inspect-event-id", idOrKey, idOrKey);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }

    /** PostgreSQL's texts hold no NUL. */
    private static boolean isStorable(String text) {
        return text.indexOf('\0') < 0;
    }

    private static int bounded(int limit) {
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new IllegalArgumentException("limit must be between 1 and " + LARGEST_PAGE + " (was " + limit + ")");
        }
        return limit;
    }
}
