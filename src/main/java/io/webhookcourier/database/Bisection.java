package io.webhookcourier.database;

import java.sql.SQLException;
import java.util.List;

/** Applies a write to as many items as the database accepts: a refused batch is halved until each refused item is alone. */
public final class Bisection {

    /** One statement, or one transaction, for all of the items; all or nothing. */
    @FunctionalInterface
    public interface Write<T> {
        void apply(List<T> items) throws SQLException;
    }

    /** Called for each item that the database refuses on its own. */
    @FunctionalInterface
    public interface Refusal<T> {
        void of(T item, SQLException cause) throws SQLException;
    }

    private Bisection() {}

    /** @throws SQLException when the database is unavailable or a lock is in the way; some items may be written then */
    public static <T> void write(List<T> items, Write<T> write, Refusal<T> refusal) throws SQLException {
        if (items.isEmpty()) {
            return;
        }
        try {
            write.apply(items);
        } catch (SQLException e) {
            if (WriteFailure.of(e) != WriteFailure.REFUSED) {
                throw e;
            }
            if (items.size() == 1) {
                refusal.of(items.get(0), e);
                return;
            }
            int middle = items.size() / 2;
            write(items.subList(0, middle), write, refusal);
            write(items.subList(middle, items.size()), write, refusal);
        }
    }
}
