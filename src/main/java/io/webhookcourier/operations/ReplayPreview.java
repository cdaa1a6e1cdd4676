package io.webhookcourier.operations;

import java.time.Instant;

/**
 * What a replay of many would find now.
 *
 * @param events how many match
 * @param delivered how many of them were delivered before, and are taken with force only
 * @param workspaces in how many workspaces
 * @param firstEnded when the first of them ended; null when there is none
 */
public record ReplayPreview(long events, long delivered, long workspaces, Instant firstEnded, Instant lastEnded) {}
