package io.webhookcourier.inspection;

import io.webhookcourier.database.NamedStatement;
import io.webhookcourier.text.Trimmed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts together what is known of one event. */
final class EventDetailsReader {

    private static final int ATTEMPTS = 200;
    private static final String CRM = "CRM";

    private final List<String> providers;
    private final Duration staleLock;
    private final Endpoints endpoints;
    private final RequestPreviews previews;
    private final AuditReader audit = new AuditReader();

    EventDetailsReader(List<String> providers, Duration staleLock, Endpoints endpoints, RequestPreviews previews) {
        this.providers = providers;
        this.staleLock = staleLock;
        this.endpoints = endpoints;
        this.previews = previews;
    }

    Optional<EventDetails> read(Connection connection, String id) throws SQLException {
        try (PreparedStatement statement = NamedStatement.prepare(connection, "inspection/inspect-event", id);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.of(details(connection, row)) : Optional.empty();
        }
    }

    private EventDetails details(Connection connection, ResultSet row) throws SQLException {
        EventRow event = event(row);
        boolean crm = event.provider().equals(CRM);
        Endpoints.Found found = crm ? endpoints.read(connection, event.workspace()) : null;
        EventFacts facts = new EventFacts(
                Utc.zoned(row, "now"),
                event,
                attempts(connection, event.id()),
                Workers.read(connection),
                Pauses.read(connection),
                row.getString("delivered_event_id"),
                Utc.zoned(row, "delivered_at"),
                crm ? found.endpoint() : null,
                crm ? found.reasonToSkip(event.eventType()) : null);
        boolean ours = providers.contains(event.provider());
        return new EventDetails(
                facts.now(),
                event,
                new StatusExplainer(providers, staleLock).explain(facts),
                facts.attempts(),
                audit.ofEvent(connection, event.id()),
                facts.endpoint(),
                crm && !facts.skipped()
                        ? previews.of(facts, found.origin(), found.settings().signingKey())
                        : null,
                ours,
                ours && isAbandoned(facts),
                ours && facts.pause().isPresent());
    }

    private boolean isAbandoned(EventFacts facts) {
        EventRow event = facts.event();
        if (event.status() != EventStatus.RUNNING) {
            return false;
        }
        Instant lockedAt = event.lockedAt() == null ? event.updatedAt() : event.lockedAt();
        return lockedAt.isBefore(facts.now().minus(staleLock))
                || facts.owner().isPresent() && !facts.owner().get().alive();
    }

    private static EventRow event(ResultSet row) throws SQLException {
        return new EventRow(
                row.getString("id"),
                row.getString("provider"),
                row.getString("event_type"),
                row.getString("dedupe_key"),
                EventStatus.valueOf(row.getString("status")),
                Utc.of(row, "run_at"),
                row.getInt("attempts"),
                row.getInt("max_attempts"),
                Utc.of(row, "locked_at"),
                row.getString("locked_by"),
                Utc.of(row, "started_at"),
                Utc.of(row, "finished_at"),
                row.getString("last_error"),
                workspace(row),
                row.getString("lead_id"),
                Utc.of(row, "created_at"),
                Utc.of(row, "updated_at"),
                row.getString("raw"),
                row.getBoolean("has_raw"));
    }

    /** As the claim and the CRM's checks take it: the row's, else the payload's, without white space around it. */
    private static String workspace(ResultSet row) throws SQLException {
        String ofRow = Trimmed.of(row.getString("workspace_id"));
        return ofRow.isEmpty() ? Trimmed.of(row.getString("workspace_of_payload")) : ofRow;
    }

    private List<AttemptLine> attempts(Connection connection, String id) throws SQLException {
        try (PreparedStatement statement =
                        NamedStatement.prepare(connection, "inspection/inspect-attempts", id, ATTEMPTS);
                ResultSet row = statement.executeQuery()) {
            List<AttemptLine> attempts = new ArrayList<>();
            while (row.next()) {
                attempts.add(AttemptLine.of(row));
            }
            return List.copyOf(attempts);
        }
    }
}
