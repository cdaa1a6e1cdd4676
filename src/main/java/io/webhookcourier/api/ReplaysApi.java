package io.webhookcourier.api;

import io.webhookcourier.operations.Operations;
import io.webhookcourier.operations.ReplayBounds;
import io.webhookcourier.operations.ReplayFilter;
import io.webhookcourier.operations.ReplayFilter.Ended;
import io.webhookcourier.operations.ReplayJob;
import io.webhookcourier.operations.ReplayOptions;
import io.webhookcourier.operations.ReplayPreview;
import io.webhookcourier.web.WebRequest;
import io.webhookcourier.web.WebResponse;
import java.sql.SQLException;
import java.util.List;

/** Replays of many events, which running services work on in the background. */
final class ReplaysApi {

    private static final int JOBS = 50;

    private final Operations operations;

    ReplaysApi(Operations operations) {
        this.operations = operations;
    }

    WebResponse preview(WebRequest request) throws SQLException {
        Input input = Input.ofBody(request, "status", "workspaceId", "eventType", "since", "until", "error");
        ReplayPreview preview = operations.bulkReplay().preview(filter(input));
        return Json.ok(OperationJson.of(preview));
    }

    WebResponse start(WebRequest request) throws SQLException {
        Input input = Input.ofBody(
                request,
                "status",
                "workspaceId",
                "eventType",
                "since",
                "until",
                "error",
                Input.ALL,
                "force",
                "keepAttempts",
                "maxRows",
                "perSecond",
                "by",
                "reason");
        ReplayFilter filter = filter(input);
        input.requireScope(filter.isLimited(), "workspaceId, eventType, since, until or error");
        ReplayBounds usual = ReplayBounds.DEFAULT;
        ReplayJob job = operations
                .bulkReplay()
                .start(
                        filter,
                        new ReplayOptions(input.flag("force"), input.flag("keepAttempts")),
                        new ReplayBounds(
                                input.number("maxRows", usual.maxRows()), input.number("perSecond", usual.perSecond())),
                        true,
                        ChangingApi.operator(request, input));
        return Json.response(202, OperationJson.of(job)).with("Location", ApiRoute.REPLAYS.path() + "/" + job.id());
    }

    WebResponse jobs(WebRequest request) throws SQLException {
        Input.ofParameters(request);
        return Json.ok(OperationJson.of(operations.bulkReplay().jobs(JOBS)));
    }

    WebResponse job(WebRequest request, String id) throws SQLException {
        Input.ofParameters(request);
        return Json.ok(OperationJson.of(operations.bulkReplay().job(number(id))));
    }

    WebResponse stop(WebRequest request, String id) throws SQLException {
        Input input = Input.ofBody(request, "by", "reason");
        return Json.ok(
                OperationJson.of(operations.bulkReplay().stop(number(id), ChangingApi.operator(request, input))));
    }

    WebResponse resume(WebRequest request, String id) throws SQLException {
        Input input = Input.ofBody(request, "by", "reason");
        return Json.ok(OperationJson.of(
                operations.bulkReplay().resume(number(id), true, ChangingApi.operator(request, input))));
    }

    private static ReplayFilter filter(Input input) {
        String status = input.text("status");
        if (status != null && !List.of("FAILED", "SKIPPED", "SUCCEEDED").contains(status)) {
            throw ProblemException.invalid("status: FAILED, SKIPPED or SUCCEEDED is accepted");
        }
        return new ReplayFilter(
                status == null ? Ended.FAILED : Ended.valueOf(status),
                input.text("workspaceId"),
                input.text("eventType"),
                input.moment("since"),
                input.moment("until"),
                input.text("error"));
    }

    private static long number(String id) {
        if (!id.matches("\\d{1,18}")) {
            throw new ProblemException(Problem.notFound("there is no replay " + id));
        }
        return Long.parseLong(id);
    }
}
