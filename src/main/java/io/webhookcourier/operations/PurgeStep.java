package io.webhookcourier.operations;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What one step of a round has found.
 *
 * @param removed rows removed, or counted when nothing is to be removed
 * @param position where the next step continues; null after the last one
 */
record PurgeStep(long removed, String position) {

    boolean last() {
        return position == null;
    }

    /** One kind's way through its table, in steps that are small enough for a short transaction. */
    interface Walk {

        /**
         * @param position null: from the beginning
         * @param remove false: counts only
         */
        PurgeStep next(Connection connection, String position, boolean remove) throws SQLException;
    }
}
