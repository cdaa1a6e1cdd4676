/**
 * Everything that reads the queue for people: how it stands, which events there are, what became of one and why. Needs
 * a {@link javax.sql.DataSource} and no running service; changes nothing. The console, the API, the command line and
 * JMX show what is found here.
 */
package io.webhookcourier.inspection;
