package io.webhookcourier.claim;

import io.webhookcourier.delivery.ClaimedEvent;
import io.webhookcourier.dispatch.Claim;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads what claim-due-events.sql returns by camel-sql. */
final class ClaimRows {

    private ClaimRows() {}

    static ClaimResult read(List<Map<String, Object>> rows, String ownerToken, int limit, long sentNanos) {
        Map<String, Object> first = rows.get(0);
        List<Claim> claims = new ArrayList<>(rows.size());
        for (Map<String, Object> row : rows) {
            if (row.get("id") != null) {
                claims.add(claim(row, ownerToken, sentNanos));
            }
        }
        return new ClaimResult(
                claims,
                intOf(first, "candidates"),
                limit,
                (String) first.get("first_id"),
                (Long) first.get("first_run_at_micros"),
                (String) first.get("pauses"),
                longOf(first, "now_micros"));
    }

    private static Claim claim(Map<String, Object> row, String ownerToken, long sentNanos) {
        ClaimedEvent event = new ClaimedEvent(
                (String) row.get("id"),
                (String) row.get("provider"),
                (String) row.get("event_type"),
                (String) row.get("dedupe_key"),
                (String) row.get("workspace_id"),
                (String) row.get("raw"),
                intOf(row, "attempts"),
                intOf(row, "max_attempts"),
                Instant.ofEpochMilli(longOf(row, "run_at_millis")),
                row.get("created_at_millis") == null ? null : Instant.ofEpochMilli(longOf(row, "created_at_millis")),
                ownerToken);
        boolean payloadLeftBehind = event.raw() == null && (Boolean) row.get("has_raw");
        return new Claim(
                event,
                (String) row.get("lane"),
                (String) row.get("workspace"),
                (Boolean) row.get("delivered_before"),
                sentNanos,
                false,
                payloadLeftBehind);
    }

    private static int intOf(Map<String, Object> row, String column) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, longOf(row, column)));
    }

    private static long longOf(Map<String, Object> row, String column) {
        return ((Number) row.get(column)).longValue();
    }
}
