/**
 * What a queue's table looks like: its name, its columns, the type of its key, where the payload is, what an endpoint's
 * limits go by. The stages of a row's life name no table themselves: each is given the statements of one queue, so that every
 * statement and every class exists once, for any number of queues.
 *
 * <p>The files under {@code sql/} are written in the names of the application's table, so that they can be read, and tried in
 * psql. {@code QueueTable.render} translates them for another queue; for the application's table it changes nothing.
 *
 * <p>Threads: its callers'.
 * <p>Writes: nothing.
 * <p>Called by: {@code database}, which loads statements by it; {@code service} and {@code cli}, which choose the queue.
 */
package io.webhookcourier.queue;
