/**
 * The command line: one class for each command, which reads through {@code inspection}, acts through {@code operations}, and
 * needs no running service.
 *
 * <p>Threads: the main thread.
 * <p>Writes: nothing itself.
 * <p>Called by: the user.
 */
package io.webhookcourier.cli;
