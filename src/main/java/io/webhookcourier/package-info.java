/**
 * The entry point, which puts the jars of {@code ext/} on the class path before anything else is loaded.
 */
package io.webhookcourier;
