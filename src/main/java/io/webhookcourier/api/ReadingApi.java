package io.webhookcourier.api;

import io.webhookcourier.delivery.Outcome;
import io.webhookcourier.inspection.EventFilter;
import io.webhookcourier.inspection.EventStatus;
import io.webhookcourier.inspection.Inspection;
import io.webhookcourier.web.WebRequest;
import io.webhookcourier.web.WebResponse;
import java.util.Arrays;
import java.util.List;

/** The requests that change nothing. */
final class ReadingApi {

    private static final int USUAL_PAGE = 50;

    private final Inspection inspection;

    ReadingApi(Inspection inspection) {
        this.inspection = inspection;
    }

    WebResponse overview(WebRequest request) {
        Input.ofParameters(request);
        return Json.ok(InspectionJson.of(inspection.overview()));
    }

    WebResponse events(WebRequest request) {
        Input input = Input.ofParameters(
                request,
                "status",
                "workspaceId",
                "eventType",
                "leadId",
                "from",
                "until",
                "error",
                "outcome",
                "after",
                "limit");
        String status = input.text("status");
        EventFilter filter = new EventFilter(
                status == null
                        ? List.of()
                        : EventStatus.listOf(status)
                                .orElseThrow(() -> ProblemException.invalid("status: one of " + EventStatus.names()
                                        + " is accepted, or several with commas between")),
                input.text("workspaceId"),
                input.text("eventType"),
                input.text("leadId"),
                input.moment("from"),
                input.moment("until"),
                input.text("error"),
                outcome(input.text("outcome")));
        return Json.ok(
                InspectionJson.of(inspection.events(filter, input.text("after"), input.number("limit", USUAL_PAGE))));
    }

    private static Outcome outcome(String name) {
        if (name == null) {
            return null;
        }
        return Arrays.stream(Outcome.values())
                .filter(outcome -> outcome.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid("outcome: DELIVERED, SKIPPED or DUPLICATE is accepted"));
    }

    WebResponse event(WebRequest request, String id) {
        Input.ofParameters(request);
        return inspection
                .event(id)
                .or(() -> inspection.find(id).flatMap(inspection::event))
                .map(story -> Json.ok(InspectionJson.of(story)))
                .orElseThrow(() ->
                        new ProblemException(Problem.notFound("there is no event with the id or dedupeKey " + id)));
    }

    WebResponse audit(WebRequest request) {
        Input input = Input.ofParameters(request, "target", "after", "limit");
        String after = input.text("after");
        if (after != null && !after.matches("[1-9]\\d{0,17}")) {
            throw ProblemException.invalid("after: not a cursor of this list; take it from the page before");
        }
        return Json.ok(InspectionJson.of(inspection.audit(
                input.text("target"), after == null ? null : Long.valueOf(after), input.number("limit", USUAL_PAGE))));
    }

    WebResponse workspaces(WebRequest request) {
        Input input = Input.ofParameters(request, "contains", "after", "limit");
        return Json.ok(InspectionJson.of(
                inspection.workspaces(input.text("contains"), input.text("after"), input.number("limit", USUAL_PAGE))));
    }
}
