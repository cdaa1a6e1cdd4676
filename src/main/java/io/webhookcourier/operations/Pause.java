package io.webhookcourier.operations;

import java.time.Instant;

/**
 * Something that is paused.
 *
 * @param workspaceId null: everything
 * @param reason null when none was given
 * @param pausedBy null if the row was written by hand
 */
public record Pause(String workspaceId, String reason, String pausedBy, Instant pausedAt) {}
