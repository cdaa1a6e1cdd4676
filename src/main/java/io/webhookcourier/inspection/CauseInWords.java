package io.webhookcourier.inspection;

import io.webhookcourier.delivery.Reason;
import java.time.Duration;

/** What an attempt came to, in words that need no list of codes (contract, sections 5 and 6). */
final class CauseInWords {

    private CauseInWords() {}

    static String of(AttemptLine attempt) {
        return switch (attempt.outcome()) {
            case DELIVERED ->
                attempt.statusCode() == null
                        ? "the receiver accepted it"
                        : "the receiver returned HTTP " + attempt.statusCode();
            case DUPLICATE -> "its dedupeKey had already been delivered";
            case SKIPPED -> ofSkipped(attempt.error());
            case RETRY, FAILED, RELEASED ->
                attempt.statusCode() == null
                        ? ofError(attempt.error())
                        : "the receiver returned HTTP " + attempt.statusCode();
        };
    }

    /** @param reason as the attempt log has it; may be null */
    static String ofSkipped(String reason) {
        return reason == null ? "there was nothing to send" : of(Reason.parse(reason));
    }

    /** @param error as lastError or the attempt log has it; may be null */
    static String ofError(String error) {
        return error == null ? "no reason was recorded" : of(Reason.parse(error));
    }

    static String of(Reason reason) {
        String detail = reason.detail();
        return switch (reason.kind()) {
            case HTTP_STATUS -> "the receiver returned HTTP " + withoutBody(detail);
            case TIMEOUT -> "the receiver did not answer within " + duration(detail);
            case NETWORK_ERROR -> "the receiver could not be reached: " + detail;
            case SCHEME_DENIED ->
                "the receiver's URL is " + detail + "://, which courier.egress.allow-http does not allow";
            case EGRESS_DENIED ->
                "the receiver's address is not allowed: " + detail
                        + " (courier.egress.allowed-networks can allow its network)";
            case DISABLED -> "the workspace's webhook is disabled";
            case MISSING_URL -> "the workspace has no usable webhook URL";
            case UNUSABLE_URL -> "the workspace has no usable webhook URL: " + detail;
            case MISSING_SECRET -> "the workspace has no webhook secret";
            case EVENT_NOT_ENABLED -> "the workspace has not enabled events of this type";
            case UNSUPPORTED_EVENT_TYPE -> "unknown CRM event type " + detail;
            case MISSING_WORKSPACE_ID -> "neither the row nor its payload has a workspace";
            case MISSING_LEAD_ID -> "the payload has no lead";
            case ROW_NOT_FOUND -> "the payload has no row and none was found: leadId=" + detail;
            case MALFORMED_PAYLOAD -> "the payload cannot be read: " + detail;
            case PAYLOAD_TOO_LARGE -> "the body exceeds the limit:  " + detail + " bytes";
            case PAYLOAD_TIMEOUT -> "the payload was not read in time: " + detail;
            case INVALID_HEADER_VALUE -> "a header cannot hold its value: " + detail;
            case SHUTDOWN -> "the worker was stopped";
            case PAUSED -> "deliveries are paused";
            case LAST_LOCK_RELEASED ->
                "its worker died or hung in its last attempt, which may or may not have reached the receiver";
            case ROUTE_ERROR,
                    MISSING_OCCURRED_AT,
                    MISSING_DEDUPE_KEY,
                    SIGNED_BODY_CHANGED,
                    INVALID_HEADER,
                    WAITED_TOO_LONG,
                    DATABASE_UNAVAILABLE,
                    PAYLOAD_UNAVAILABLE,
                    LOCK_LOST,
                    LOCK_EXPIRING,
                    CHANGED_MEANWHILE,
                    SETTINGS_CHANGED,
                    SETTINGS_TOO_OLD,
                    LOCK_RELEASED,
                    CLAIM_REFUSED,
                    OUTCOME_REFUSED,
                    RELEASE_REFUSED,
                    MISSING_HEADER_VALUE,
                    OTHER -> reason.text();
        };
    }

    private static String withoutBody(String statusAndBody) {
        int end = statusAndBody.indexOf(' ');
        return end < 0 ? statusAndBody : statusAndBody.substring(0, end);
    }

    private static String duration(String millis) {
        try {
            return MomentInWords.duration(Duration.ofMillis(Long.parseLong(millis)));
        } catch (NumberFormatException ofAnotherProgram) {
            return millis + "ms";
        }
    }
}
