package io.webhookcourier.inspection;

import java.time.Instant;
import java.util.List;

/**
 * Everything that is known of one event.
 *
 * @param now the database's time
 * @param explanation why it is in its state and what happens next
 * @param attempts the attempt log, oldest first; the newest 200
 * @param operations what operators did to it, newest first; the newest 50
 * @param endpoint null for providers other than the CRM
 * @param request null for providers other than the CRM, and for an event that was skipped
 * @param ours whether this service delivers rows of its provider
 * @param releasable whether its lock is stale or its owner has died, so that releasing it by hand is in order
 * @param paused whether a pause holds it
 */
public record EventDetails(
        Instant now,
        EventRow event,
        Explanation explanation,
        List<AttemptLine> attempts,
        List<AuditLine> operations,
        Endpoint endpoint,
        RequestPreview request,
        boolean ours,
        boolean releasable,
        boolean paused) {}
