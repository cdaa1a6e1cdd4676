/**
 * Connections, and what this service must know of the server: the checks at the start, migrations of schema {@code courier}, the
 * embedded PostgreSQL, the named statements under {@code sql/}, the database's clock, and what an error of it means.
 *
 * <p>Threads: its callers', and those of the pool.
 * <p>Writes: schema {@code courier}, by migrations only.
 * <p>Called by: everything that runs a statement.
 */
package io.webhookcourier.database;
