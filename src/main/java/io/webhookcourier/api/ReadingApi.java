package io.webhookcourier.api;

import io.webhookcourier.delivery.Outcome;
import io.webhookcourier.inspection.EventExport;
import io.webhookcourier.inspection.EventFilter;
import io.webhookcourier.inspection.EventStatus;
import io.webhookcourier.inspection.Inspection;
import io.webhookcourier.web.WebRequest;
import io.webhookcourier.web.WebResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The requests that change nothing. */
final class ReadingApi {

    private static final int USUAL_PAGE = 50;

    private static final List<String> FILTER =
            List.of("status", "workspaceId", "eventType", "leadId", "from", "until", "error", "dedupeKey", "outcome");

    private final Inspection inspection;
    private final EventExport export;

    ReadingApi(Inspection inspection) {
        this.inspection = inspection;
        this.export = new EventExport(inspection, System::nanoTime);
    }

    WebResponse overview(WebRequest request) {
        Input.ofParameters(request);
        return Json.ok(InspectionJson.of(inspection.overview()));
    }

    WebResponse events(WebRequest request) {
        Input input = Input.ofParameters(request, with(FILTER, "after", "limit"));
        return Json.ok(InspectionJson.of(
                inspection.events(filter(input), input.text("after"), input.number("limit", USUAL_PAGE))));
    }

    WebResponse csv(WebRequest request) {
        Input input = Input.ofParameters(request, with(FILTER, "after"));
        EventExport.Exported exported = export.csv(filter(input), input.text("after"));
        WebResponse csv = WebResponse.of(200, "text/csv; charset=utf-8", exported.csv())
                .with("Content-Disposition", "attachment; filename=events.csv");
        return exported.next() == null
                ? csv
                : csv.with(
                        "Link", "<" + request.path() + "?" + queryOfNext(request, exported.next()) + ">; rel=\"next\"");
    }

    private static String queryOfNext(WebRequest request, String next) {
        return Stream.concat(
                        request.parameters().entrySet().stream()
                                .filter(parameter -> !parameter.getKey().equals("after")),
                        Stream.of(Map.entry("after", next)))
                .map(parameter -> coded(parameter.getKey()) + "=" + coded(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String coded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String[] with(List<String> names, String... others) {
        return Stream.concat(names.stream(), Arrays.stream(others)).toArray(String[]::new);
    }

    private static EventFilter filter(Input input) {
        String status = input.text("status");
        return new EventFilter(
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
                input.text("dedupeKey"),
                outcome(input.text("outcome")));
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
                .map(details -> Json.ok(InspectionJson.of(details)))
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
