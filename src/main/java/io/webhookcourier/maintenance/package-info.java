/**
 * The service's own routes at intervals: release of stale and dead workers' locks, statistics, retention, replays in the
 * background. The work itself is in {@code operations}, {@code statistics} and {@code metrics}.
 *
 * <p>Threads: Camel's timers.
 * <p>Writes: nothing itself.
 * <p>Called by: Camel.
 */
package io.webhookcourier.maintenance;
