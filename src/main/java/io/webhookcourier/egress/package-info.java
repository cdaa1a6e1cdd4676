/**
 * The only way out by HTTP: which addresses may be reached, the client that reaches them, time limits, and bounds on answers.
 *
 * <p>Threads: the delivery's own; one for deadlines, one that ends TLS connections, one that closes old ones; a pool for name
 * look-ups.
 * <p>Writes: nothing.
 * <p>Called by: Camel's HTTP component, and the endpoint checks of command line and console.
 */
package io.webhookcourier.egress;
