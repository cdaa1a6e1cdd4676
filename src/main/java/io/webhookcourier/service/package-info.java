/**
 * The composition root: makes every part, starts them in order and stops them in reverse ({@code ServiceAssembly},
 * {@code Parts}).
 *
 * <p>Threads: the main thread; {@code courier-shutdown} answers signals.
 * <p>Writes: nothing.
 * <p>Called by: {@code cli}. Nothing else knows it.
 */
package io.webhookcourier.service;
