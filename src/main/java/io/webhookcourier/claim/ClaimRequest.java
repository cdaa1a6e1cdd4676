package io.webhookcourier.claim;

import java.util.List;
import java.util.Map;

/**
 * One claim on its way through the claiming route.
 *
 * @param ownerToken fresh for this claim
 * @param sentNanos the monotonic clock before the claim was sent
 * @param parameters the named parameters of claim-due-events.sql
 */
public record ClaimRequest(String ownerToken, long sentNanos, Map<String, Object> parameters) {

    /** Reads the rows that claim-due-events.sql returned for this request. */
    public ClaimResult read(List<Map<String, Object>> rows) {
        return ClaimRows.read(rows, ownerToken, (Integer) parameters.get("limit"), sentNanos);
    }
}
