/**
 * Everything by which a person, or time, changes rows: replay, pause, release of locks, retention, each with its audit.
 * Plain JDBC: a running service uses it, and so does the command line without one.
 */
package io.webhookcourier.operations;
