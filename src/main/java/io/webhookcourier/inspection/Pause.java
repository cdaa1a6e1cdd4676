package io.webhookcourier.inspection;

import java.time.Instant;

/**
 * Something that is paused.
 *
 * @param workspaceId empty: everything
 * @param reason null when none was given
 * @param pausedBy null when it is not known
 */
public record Pause(String workspaceId, String reason, String pausedBy, Instant pausedAt) {

    public boolean everything() {
        return workspaceId.isEmpty();
    }
}
