package io.webhookcourier.operations;

import java.sql.SQLException;
import java.util.Set;

/** Tells errors of the database that pass by themselves from those that every retry would meet again. */
public final class TransientErrors {

    /** Connections; serialization failures and deadlocks; resources; shutdowns, cancelled statements; I/O errors. */
    private static final Set<String> CLASSES = Set.of("08", "40", "53", "57", "58");

    /** An object in use, a lock not available, and a server that takes no writes for now. */
    private static final Set<String> STATES = Set.of("55006", "55P03", "25006");

    private TransientErrors() {}

    /** Whether a retry may succeed; also of an error without an SQLSTATE, which is the driver's own. */
    public static boolean includes(SQLException error) {
        String state = error.getSQLState();
        return state == null || state.length() < 2 || STATES.contains(state) || CLASSES.contains(state.substring(0, 2));
    }
}
