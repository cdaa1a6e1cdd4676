package io.webhookcourier.console;

import io.webhookcourier.inspection.AuditLine;
import io.webhookcourier.inspection.AuditPage;
import io.webhookcourier.inspection.MomentInWords;

/** What operators did. */
public record AuditModel(AuditPage page) {

    private static final String EVENT = "event:";

    public String moment(AuditLine line) {
        return MomentInWords.full(line.at());
    }

    /** Where the target is in the console, or null when it has no page. */
    public String link(AuditLine line) {
        return line.target() != null && line.target().startsWith(EVENT)
                ? Links.event(line.target().substring(EVENT.length()))
                : null;
    }

    /** The target without what its link says. */
    public String target(AuditLine line) {
        return line.target() == null ? "–" : line.target().replaceFirst(":", " ");
    }
}
