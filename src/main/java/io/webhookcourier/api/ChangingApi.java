package io.webhookcourier.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.webhookcourier.inspection.Inspection;
import io.webhookcourier.operations.Enqueue.Enqueued;
import io.webhookcourier.operations.NewEvent;
import io.webhookcourier.operations.Operations;
import io.webhookcourier.operations.Operator;
import io.webhookcourier.operations.ReplayOptions;
import io.webhookcourier.operations.Replayed;
import io.webhookcourier.operations.StaleRelease.Released;
import io.webhookcourier.web.WebRequest;
import io.webhookcourier.web.WebResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;

/** The requests that change one thing at once: enqueue, replay of one event, pause, resume, release. */
final class ChangingApi {

    private static final int LONGEST_KEY = 255;

    private final Operations operations;
    private final Inspection inspection;

    ChangingApi(Operations operations, Inspection inspection) {
        this.operations = operations;
        this.inspection = inspection;
    }

    WebResponse enqueue(WebRequest request) throws SQLException {
        String key = request.headerValue("Idempotency-Key");
        if (key == null || !key.matches("[!-~]([ -~]*[!-~])?") || key.length() > LONGEST_KEY) {
            throw ProblemException.invalid("Idempotency-Key: a header of 1 to " + LONGEST_KEY + " printable ASCII"
                    + " characters is needed, the same for every repetition of this request and of no other, such as a"
                    + " UUID");
        }
        Input input = Input.ofBody(
                request,
                "eventType",
                "workspaceId",
                "leadId",
                "row",
                "messageId",
                "changedField",
                "source",
                "occurredAt",
                "provider",
                "by",
                "reason");
        String provider = input.text("provider");
        NewEvent event = new NewEvent(
                input.required("eventType"),
                input.required("workspaceId"),
                input.required("leadId"),
                input.object("row"),
                key,
                input.text("messageId"),
                input.text("changedField"),
                input.text("source"),
                input.moment("occurredAt"),
                provider == null ? "CRM" : provider);
        Enqueued enqueued = operations.enqueue().event(event, operator(request, input));
        ObjectNode json = Json.object()
                .put("id", enqueued.id())
                .put("dedupeKey", enqueued.dedupeKey())
                .put("queued", enqueued.queued())
                .put("warning", enqueued.warning());
        return Json.response(enqueued.queued() ? 201 : 200, json)
                .with(
                        "Location",
                        ApiRoute.EVENTS.path() + "/" + URLEncoder.encode(enqueued.id(), StandardCharsets.UTF_8));
    }

    WebResponse replay(WebRequest request, String id) throws SQLException {
        Input input = Input.ofBody(request, "force", "keepAttempts", "by", "reason");
        ReplayOptions options = new ReplayOptions(input.flag("force"), input.flag("keepAttempts"));
        Replayed replayed = operations.replay().event(id, options, operator(request, input));
        return Json.ok(OperationJson.of(replayed));
    }

    WebResponse pause(WebRequest request) throws SQLException {
        Input input = Input.ofBody(request, "workspaceId", Input.ALL, "by", "reason");
        Operator operator = operator(request, input);
        String workspace = input.text("workspaceId");
        input.requireScope(workspace != null, "workspaceId");
        boolean changed = workspace == null
                ? operations.pauses().pauseEverything(operator)
                : operations.pauses().pauseWorkspace(workspace, operator);
        String warning = workspace == null
                ? null
                : inspection.doubtAboutWorkspace(workspace).orElse(null);
        return Json.ok(OperationJson.paused(workspace, true, changed, warning));
    }

    WebResponse resume(WebRequest request) throws SQLException {
        Input input = Input.ofBody(request, "workspaceId", Input.ALL, "by", "reason");
        Operator operator = operator(request, input);
        String workspace = input.text("workspaceId");
        input.requireScope(workspace != null, "workspaceId");
        boolean changed = workspace == null
                ? operations.pauses().resumeEverything(operator)
                : operations.pauses().resumeWorkspace(workspace, operator);
        return Json.ok(OperationJson.paused(workspace, false, changed, null));
    }

    WebResponse release(WebRequest request) throws SQLException {
        Input input = Input.ofBody(request, "by", "reason");
        List<Released> released = operations.staleRelease().release(operator(request, input));
        ArrayNode list = Json.array();
        for (Released rows : released) {
            list.addObject()
                    .put("reason", rows.reason())
                    .put("failed", rows.failed())
                    .put("rows", rows.rows());
        }
        ObjectNode json = Json.object();
        json.set("released", list);
        return Json.ok(json);
    }

    static Operator operator(WebRequest request, Input input) {
        return new Operator(request.operator(input.text("by"), "API"), input.text("reason"));
    }
}
