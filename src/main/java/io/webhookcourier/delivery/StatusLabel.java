package io.webhookcourier.delivery;

/** The label {@code status} of the metrics (contract, section 10): a handful of values, however many receivers. */
public final class StatusLabel {

    private StatusLabel() {}

    /** {@code 2xx}, {@code 4xx} and so on when the receiver answered; else {@code timeout}, {@code network} or {@code none}. */
    public static String of(Verdict verdict) {
        if (verdict.statusCode() != null) {
            return verdict.statusCode() / 100 + "xx";
        }
        String error = verdict.error();
        if (error == null || !error.startsWith(OutcomeRules.NETWORK_ERROR)) {
            return "none";
        }
        return error.startsWith("crm_webhook_timeout", OutcomeRules.NETWORK_ERROR.length()) ? "timeout" : "network";
    }
}
