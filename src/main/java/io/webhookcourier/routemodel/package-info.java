/**
 * What Camel's route definitions and exceptions say, read: the steps of a route, whom it calls, which route delivers which
 * provider, and the sentence that names the file with a mistake.
 *
 * <p>Threads: its callers'.
 * <p>Writes: nothing.
 * <p>Called by: {@code routefiles}, {@code attempt}, {@code health}, {@code service}.
 */
package io.webhookcourier.routemodel;
