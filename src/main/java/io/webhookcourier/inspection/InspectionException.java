package io.webhookcourier.inspection;

/** The database did not give what was asked for; the message is a sentence for people, without any row's content. */
public final class InspectionException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean tooSlow;

    InspectionException(String message, boolean tooSlow, Throwable cause) {
        super(message, cause);
        this.tooSlow = tooSlow;
    }

    /** Whether the look took too long, so that a narrower question may be answered. */
    public boolean tooSlow() {
        return tooSlow;
    }
}
