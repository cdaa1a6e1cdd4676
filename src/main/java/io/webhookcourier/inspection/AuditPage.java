package io.webhookcourier.inspection;

import java.util.List;

/**
 * What operators did, newest first.
 *
 * @param next where the page after this one begins, or null when this is the last
 */
public record AuditPage(List<AuditLine> lines, Long next) {}
