/**
 * The console: pages made on the server, with what {@code inspection} finds and {@code operations} do. They work without
 * scripts; scripts only keep them fresh.
 */
package io.webhookcourier.console;
