/**
 * Everything that reads the queue for people: its state, its events, the history of one event and the reason for its state. Needs
 * a {@link javax.sql.DataSource} and no running service; changes nothing. The console, the API, the command line and
 * JMX show what is found here.
 */
package io.webhookcourier.inspection;
