package io.webhookcourier.delivery;

import java.io.Serializable;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Why an attempt was not a delivery: a kind, which code goes by, and a detail for people. Its {@link #text} is made
 * where the attempt is recorded; the contract binds it, and {@link #parse} is the only reader of what was recorded.
 *
 * @param kind never null
 * @param detail what the text says beside the kind; empty for none, never null
 */
public record Reason(Kind kind, String detail) implements Serializable {

    /** Every kind of reason, in the order in which {@link Reason#parse} tries them. */
    public enum Kind {
        /** The receiver's status was not 2xx; the detail is the status, and the beginning of the answer's body. */
        HTTP_STATUS("crm_webhook_http_error status=", ""),
        /** The attempt's time limit passed; the detail is the limit in milliseconds. */
        TIMEOUT("crm_webhook_network_error: crm_webhook_timeout after ", "ms"),
        NETWORK_ERROR("crm_webhook_network_error: ", ""),
        /** The detail is the scheme, which is {@code http}. */
        SCHEME_DENIED("egress_denied: ", " not allowed"),
        EGRESS_DENIED("egress_denied: ", ""),
        /** A fault on this side of the wire: a route that was edited, or a look-up that failed. */
        ROUTE_ERROR("route_error: ", ""),

        DISABLED("disabled"),
        MISSING_URL("missing_url"),
        UNUSABLE_URL("missing_url: ", ""),
        MISSING_SECRET("missing_secret"),
        EVENT_NOT_ENABLED("event_not_enabled"),

        UNSUPPORTED_EVENT_TYPE("unsupported_crm_event_type:", ""),
        MISSING_WORKSPACE_ID("missing_workspace_id"),
        MISSING_LEAD_ID("missing_lead_id"),
        MISSING_OCCURRED_AT("missing_occurred_at: ", ""),
        MISSING_DEDUPE_KEY("missing_dedupe_key: ", ""),
        ROW_NOT_FOUND("crm_row_not_found leadId=", ""),
        MALFORMED_PAYLOAD("malformed_payload: ", ""),
        /** The detail is the size in bytes. */
        PAYLOAD_TOO_LARGE("payload_too_large: ", " bytes"),
        PAYLOAD_TIMEOUT("payload_timeout: ", ""),
        SIGNED_BODY_CHANGED("signed_body_changed: ", ""),
        /** A signed header cannot hold its value; the detail begins with the header's name. */
        INVALID_HEADER_VALUE("invalid_header ", ""),
        /** A header of a route's own cannot leave. */
        INVALID_HEADER("invalid_header: ", ""),

        /** The worker stopped before the event's turn. */
        SHUTDOWN("shutdown"),
        PAUSED("paused"),
        WAITED_TOO_LONG("waited too long for its turn"),
        DATABASE_UNAVAILABLE("the database could not be asked before sending"),
        PAYLOAD_UNAVAILABLE("the payload could not be read"),
        LOCK_LOST("the lock was lost before the request was sent"),
        LOCK_EXPIRING("the lock may run out before the attempt is over"),
        CHANGED_MEANWHILE("paused, delivered or lost while the connection was made"),
        SETTINGS_CHANGED("the settings of its workspace changed before the request was sent"),
        SETTINGS_TOO_OLD("the settings of its workspace could not be looked up within a second of sending"),

        LOCK_RELEASED("Released stale RUNNING lock"),
        LAST_LOCK_RELEASED("Released stale RUNNING lock; the last attempt may not have been sent"),
        CLAIM_REFUSED("claim_refused: ", ""),
        OUTCOME_REFUSED("outcome_refused: ", ""),
        RELEASE_REFUSED("release_refused: ", ""),

        /** A header has no value; the detail is its name. */
        MISSING_HEADER_VALUE("missing_", ""),
        /** What a route says in its own words, or an earlier version did. */
        OTHER("", "");

        private final String beginning;
        private final String end;
        private final boolean hasDetail;

        Kind(String wholeText) {
            this.beginning = wholeText;
            this.end = "";
            this.hasDetail = false;
        }

        Kind(String beginning, String end) {
            this.beginning = beginning;
            this.end = end;
            this.hasDetail = true;
        }

        private boolean isOf(String text) {
            return hasDetail
                    ? text.length() >= beginning.length() + end.length()
                            && text.startsWith(beginning)
                            && text.endsWith(end)
                    : text.equals(beginning);
        }
    }

    private static final Kind[] KINDS = Kind.values();

    public Reason {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(detail, "detail");
        if (!kind.hasDetail && !detail.isEmpty()) {
            throw new IllegalArgumentException(kind + " has no detail");
        }
    }

    /** Of a kind whose text says everything. */
    public static Reason of(Kind kind) {
        return new Reason(kind, "");
    }

    /** Of a kind with what its text says beside it. */
    public static Reason of(Kind kind, Object detail) {
        return new Reason(kind, String.valueOf(detail));
    }

    /** What a route says in its own words, which are recorded as they are; null for null. */
    public static Reason other(String words) {
        return words == null ? null : new Reason(Kind.OTHER, words);
    }

    /**
     * The reason in a text that was recorded, by this version or an earlier one. Guaranteed: the {@link #text} of what
     * comes back is always the same text.
     *
     * @param text from {@code lastError} or the attempt log; never null
     */
    public static Reason parse(String text) {
        // Every text is of the last kind at least.
        Kind kind = Stream.of(KINDS).filter(one -> one.isOf(text)).findFirst().orElseThrow();
        return new Reason(kind, text.substring(kind.beginning.length(), text.length() - kind.end.length()));
    }

    /** As it is recorded. */
    public String text() {
        return kind.beginning + detail + kind.end;
    }
}
