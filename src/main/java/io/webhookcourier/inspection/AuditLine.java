package io.webhookcourier.inspection;

import java.time.Instant;

/**
 * What an operator did.
 *
 * @param id grows with time
 * @param actor who, as the command line, the console or the API named it
 * @param action such as {@code replay} or {@code pause}
 * @param target {@code event:<id>}, {@code workspace:<id>}, {@code replay:<job id>}, {@code table:<name>} or
 *     {@code everything}; may be null
 * @param reason the operator's, or null
 * @param detail what else was recorded, as a JSON object; null when there is nothing
 */
public record AuditLine(
        long id, Instant at, String actor, String action, String target, String reason, String detail) {}
