/**
 * Outcomes by minute and by workspace, for charts and overviews that must cost the same at any rate.
 *
 * <p>Threads: the recorder's to count, a timer's to write.
 * <p>Writes: {@code courier.minute_figures}, {@code courier.workspace_figures}.
 * <p>Called by: the recorder as a listener, {@code maintenance}.
 */
package io.webhookcourier.statistics;
