package io.webhookcourier.inspection;

import java.time.Instant;
import java.util.List;

/**
 * Workspaces by their ids.
 *
 * @param now the database's time
 * @param next the id after which the next page begins, or null at the end
 */
public record WorkspacePage(Instant now, List<WorkspaceLine> lines, String next) {}
