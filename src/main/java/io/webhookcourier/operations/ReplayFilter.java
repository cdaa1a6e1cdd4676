package io.webhookcourier.operations;

import io.webhookcourier.text.Trimmed;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which events a bulk replay takes; null: any. Only events that have ended.
 *
 * @param ended FAILED, SKIPPED, or SUCCEEDED, which needs force
 * @param workspaceId as in the row's own column; white space around either does not count
 * @param since not before this moment did they end
 * @param until before this moment did they end
 * @param errorText text in the last error, in any case
 */
public record ReplayFilter(
        Ended ended, String workspaceId, String eventType, Instant since, Instant until, String errorText) {

    /** How an event can have ended. */
    public enum Ended {
        FAILED,
        SUCCEEDED,
        /** SUCCEEDED although nothing was sent, because the workspace's settings did not ask for it. */
        SKIPPED;

        /** The status of such rows in the table. */
        String status() {
            return this == SKIPPED ? SUCCEEDED.name() : name();
        }
    }

    /** @throws OperationRefusedException when no moment lies between since and until */
    public ReplayFilter {
        workspaceId = emptyAsNull(workspaceId);
        eventType = emptyAsNull(eventType);
        errorText = emptyAsNull(errorText);
        if (since != null && until != null && !since.isBefore(until)) {
            throw OperationRefusedException.invalid("since " + since + " is not before until " + until);
        }
    }

    /** All failed events. */
    public static ReplayFilter failed() {
        return new ReplayFilter(Ended.FAILED, null, null, null, null, null);
    }

    /** What failed in one workspace, or in all (null), since then or ever (null). */
    public static ReplayFilter failed(String workspaceId, Instant since) {
        return new ReplayFilter(Ended.FAILED, workspaceId, null, since, null, null);
    }

    /** Whether its events may have reached their receivers, so that sending them again needs force. */
    public boolean needsForce() {
        return ended == Ended.SUCCEEDED;
    }

    /** Whether anything narrows it beyond how the events ended. */
    public boolean isLimited() {
        return workspaceId != null || eventType != null || since != null || until != null || errorText != null;
    }

    /** The parameters of a statement that takes in {@code replay-filter.sql}. */
    List<Object> conditions(List<String> providers) {
        return Arrays.asList(
                providers,
                workspaceId,
                workspaceId,
                eventType,
                eventType,
                since,
                since,
                until,
                until,
                errorText,
                errorText,
                ended == Ended.SKIPPED);
    }

    Map<String, Object> asDetail() {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("status", ended.name());
        detail.put("workspaceId", workspaceId);
        detail.put("eventType", eventType);
        detail.put("since", since == null ? null : since.toString());
        detail.put("until", until == null ? null : until.toString());
        detail.put("errorText", errorText);
        return detail;
    }

    private static String emptyAsNull(String text) {
        return Trimmed.orNull(text);
    }
}
