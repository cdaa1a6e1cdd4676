package io.webhookcourier.inspection;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an attempt came to, in words that need no list of codes (contract, sections 5 and 6). */
final class CauseInWords {

    private static final Pattern TIMEOUT =
            Pattern.compile("crm_webhook_network_error: crm_webhook_timeout after (\\d+)ms");
    private static final Pattern STATUS =
            Pattern.compile("crm_webhook_http_error status=(\\d{3})(?: body=.*)?", Pattern.DOTALL);
    private static final String NETWORK = "crm_webhook_network_error: ";

    private static final String MISSING_URL = "missing_url: ";

    private static final Map<String, String> SKIPPED = Map.of(
            "disabled", "the workspace's webhook is disabled",
            "missing_url", "the workspace has no webhook URL that can be used",
            "missing_secret", "the workspace has no webhook secret",
            "event_not_enabled", "the workspace does not want events of this type");

    private static final Map<String, String> BEGINNINGS = Map.of(
            "payload_too_large: ", "the body is larger than may be sent: ",
            "malformed_payload: ", "the payload cannot be read: ",
            "payload_timeout: ", "the payload was not read in time: ",
            "unsupported_crm_event_type:", "the CRM knows no event type ",
            "crm_row_not_found ", "the payload has no row and none was found: ",
            "invalid_header ", "a header cannot hold its value: ");

    private static final String EGRESS_DENIED = "egress_denied: ";
    private static final String HTTP = EGRESS_DENIED + "http not allowed";

    private static final Map<String, String> WHOLE = Map.of(
            "missing_workspace_id", "neither the row nor its payload names a workspace",
            "missing_lead_id", "the payload names no lead",
            "shutdown", "the worker was stopped",
            "paused", "deliveries are paused");

    private CauseInWords() {}

    static String of(AttemptLine attempt) {
        return switch (attempt.outcome()) {
            case DELIVERED ->
                attempt.statusCode() == null
                        ? "the receiver accepted it"
                        : "the receiver answered " + attempt.statusCode();
            case DUPLICATE -> "its key had been delivered before";
            case SKIPPED -> skipped(attempt.error());
            case RETRY, FAILED, RELEASED ->
                attempt.statusCode() == null
                        ? ofError(attempt.error())
                        : "the receiver answered " + attempt.statusCode();
        };
    }

    static String skipped(String reason) {
        if (reason == null) {
            return "nothing was to be sent";
        }
        return reason.startsWith(MISSING_URL)
                ? SKIPPED.get("missing_url") + ": " + reason.substring(MISSING_URL.length())
                : SKIPPED.getOrDefault(reason, reason);
    }

    /** @param error as lastError or the attempt log has it; may be null */
    static String ofError(String error) {
        if (error == null) {
            return "no reason was recorded";
        }
        Matcher timeout = TIMEOUT.matcher(error);
        if (timeout.matches()) {
            return "the receiver did not answer within "
                    + MomentInWords.duration(Duration.ofMillis(Long.parseLong(timeout.group(1))));
        }
        Matcher status = STATUS.matcher(error);
        if (status.matches()) {
            return "the receiver answered " + status.group(1);
        }
        if (error.startsWith(NETWORK)) {
            return "the receiver could not be reached: " + error.substring(NETWORK.length());
        }
        if (error.equals(HTTP)) {
            return "the receiver's URL is http://, which courier.egress.allow-http does not allow";
        }
        if (error.startsWith(EGRESS_DENIED)) {
            return "the receiver's address is not allowed: " + error.substring(EGRESS_DENIED.length())
                    + " (courier.egress.allowed-networks can allow its network)";
        }
        return BEGINNINGS.entrySet().stream()
                .filter(known -> error.startsWith(known.getKey()))
                .findFirst()
                .map(known -> known.getValue() + error.substring(known.getKey().length()))
                .orElseGet(() -> WHOLE.getOrDefault(error, error));
    }
}
