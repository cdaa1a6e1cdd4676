/**
 * What the packaged jar makes of kills, stops, a database that goes away and the like. Every trial starts workers as
 * processes of the operating system on a real PostgreSQL, feeds events whose ids say what the receiver will answer,
 * injects its fault, waits until every event is decided, and then compares the table with what the receiver counted.
 *
 * <p>{@code mvn verify} runs a short version of each; {@code mvn verify -Pfaults} the long ones. Figures and what they
 * show are in docs/reliability.md.
 */
package io.webhookcourier.faults;
