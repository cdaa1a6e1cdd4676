package io.webhookcourier.operations;

/** Nothing was changed, and the message tells an operator why and what to do, in one sentence without secrets. */
public final class OperationRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why, for callers that answer with a code of their own. */
    public enum Cause {
        /** There is no such event or job. */
        UNKNOWN,
        /** The row is of a provider that this service does not deliver. */
        FOREIGN,
        /** The event is being delivered. */
        RUNNING,
        /** The event was delivered, and the caller did not use force. */
        DELIVERED,
        /** Another transaction holds the row. */
        LOCKED,
        /** The thing is not in the state that this needs. */
        STATE,
        /** The request itself cannot be right. */
        INVALID,
        /** The application's table does not take this event: a constraint, a length, or a trigger is against it. */
        CONTENT,
        /** The service's database role lacks a right. */
        RIGHT,
        /** The application's table takes no event like this until the table is changed. */
        TABLE
    }

    private final Cause why;

    /** The message up to the word for force, or null where force does not help. */
    private final String untilForce;

    OperationRefusedException(Cause why, String message) {
        super(message);
        this.why = why;
        this.untilForce = null;
    }

    private OperationRefusedException(String untilForce) {
        super(untilForce + "force");
        this.why = Cause.DELIVERED;
        this.untilForce = untilForce;
    }

    /** @param sentence that ends where force is named */
    static OperationRefusedException unlessForced(String sentence) {
        return new OperationRefusedException(sentence);
    }

    static OperationRefusedException invalid(String message) {
        return new OperationRefusedException(Cause.INVALID, message);
    }

    public Cause why() {
        return why;
    }

    /**
     * The message for an interface that has its own word for force.
     *
     * @param force such as {@code --force}
     */
    public String inWords(String force) {
        return untilForce == null ? getMessage() : untilForce + force;
    }
}
