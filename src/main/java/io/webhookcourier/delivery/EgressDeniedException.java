package io.webhookcourier.delivery;

import io.webhookcourier.delivery.Reason.Kind;
import java.io.IOException;

/** The guard forbids the address that this request would go to; no connection was made (contract, section 6). */
public final class EgressDeniedException extends IOException {

    private final Reason reason;

    private EgressDeniedException(Reason reason) {
        super(reason.text());
        this.reason = reason;
    }

    /** @param reason what is forbidden and why, for the row's {@code lastError}; holds no credentials */
    public EgressDeniedException(String reason) {
        this(Reason.of(Kind.EGRESS_DENIED, reason));
    }

    /** @param scheme what the URL begins with, although the settings do not allow it */
    public static EgressDeniedException ofScheme(String scheme) {
        return new EgressDeniedException(Reason.of(Kind.SCHEME_DENIED, scheme));
    }

    /** What is forbidden. */
    public Reason reason() {
        return reason;
    }
}
