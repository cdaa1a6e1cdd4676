/**
 * What a newcomer sees on the embedded database: a sample workspace with three events, and a receiver for them on this
 * process's own port. {@code courier.demo=false} leaves nothing of it.
 */
package io.webhookcourier.demo;
