package io.webhookcourier.inspection;

import io.webhookcourier.delivery.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * One entry of the attempt log (contract, section 8).
 *
 * @param worker null when it is not known
 * @param durationMillis null when it was not measured
 * @param statusCode the receiver's, or null
 * @param error null when there is nothing to say
 * @param responseBody the answer's first 1,000 characters, or null
 * @param nextRunAt when the next attempt was due, or null
 */
public record AttemptLine(
        int attempt,
        String worker,
        Instant startedAt,
        Integer durationMillis,
        Outcome outcome,
        Integer statusCode,
        String error,
        String responseBody,
        Instant nextRunAt) {

    static AttemptLine of(ResultSet row) throws SQLException {
        return new AttemptLine(
                row.getInt("attempt"),
                row.getString("worker"),
                Utc.zoned(row, "started_at"),
                row.getObject("duration_ms", Integer.class),
                Outcome.valueOf(row.getString("outcome")),
                row.getObject("status_code", Integer.class),
                row.getString("error"),
                row.getString("response_body"),
                Utc.zoned(row, "next_run_at"));
    }

    /** What it came to, in words: {@code the receiver returned HTTP 503}. */
    public String inWords() {
        return CauseInWords.of(this);
    }
}
