package io.webhookcourier.service;

import io.webhookcourier.database.Database;
import io.webhookcourier.database.LastErrorWidth;
import io.webhookcourier.database.QueueStatements;
import io.webhookcourier.queue.QueueTable;

/**
 * What the stages share of one queue.
 *
 * @param statements in its names
 * @param lastErrorWidth how much of an error's text its rows take
 */
record QueueParts(QueueStatements statements, LastErrorWidth lastErrorWidth) {

    static QueueParts of(QueueTable queue, Database database) {
        return new QueueParts(new QueueStatements(queue), new LastErrorWidth(database.pool(), queue));
    }
}
