package io.webhookcourier.delivery;

/** The label {@code status} of the metrics (contract, section 10): a handful of values for any number of receivers. */
public final class StatusLabel {

    private StatusLabel() {}

    /** {@code 2xx}, {@code 4xx} and so on when the receiver answered; else {@code timeout}, {@code network} or {@code none}. */
    public static String of(Verdict verdict) {
        if (verdict.statusCode() != null) {
            return verdict.statusCode() / 100 + "xx";
        }
        if (verdict.reason() == null) {
            return "none";
        }
        return switch (verdict.reason().kind()) {
            case TIMEOUT -> "timeout";
            case NETWORK_ERROR -> "network";
            default -> "none";
        };
    }
}
