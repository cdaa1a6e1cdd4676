/**
 * The users' route files: found, checked, tried in a context of their own, loaded, and exchanged when they change.
 *
 * <p>Threads: {@code courier-route-reloader} looks for changes; {@code courier-failure-notices} calls the users' route
 * {@code on-event-failed}.
 * <p>Writes: nothing.
 * <p>Called by: {@code service}. No stage of a row's life knows it.
 */
package io.webhookcourier.routefiles;
