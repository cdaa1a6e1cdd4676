/**
 * The settings: each declared once, with its key, type, default and description, and read from file and environment.
 *
 * <p>Threads: the start's.
 * <p>Writes: nothing.
 * <p>Called by: everything; it knows nothing of the rest.
 */
package io.webhookcourier.config;
