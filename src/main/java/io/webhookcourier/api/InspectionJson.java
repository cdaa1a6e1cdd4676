package io.webhookcourier.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.webhookcourier.inspection.AttemptLine;
import io.webhookcourier.inspection.AuditLine;
import io.webhookcourier.inspection.AuditPage;
import io.webhookcourier.inspection.Count;
import io.webhookcourier.inspection.Endpoint;
import io.webhookcourier.inspection.EventDetails;
import io.webhookcourier.inspection.EventLine;
import io.webhookcourier.inspection.EventPage;
import io.webhookcourier.inspection.EventRow;
import io.webhookcourier.inspection.MinuteOutcomes;
import io.webhookcourier.inspection.Overview;
import io.webhookcourier.inspection.Pause;
import io.webhookcourier.inspection.RequestPreview;
import io.webhookcourier.inspection.WorkerLine;
import io.webhookcourier.inspection.WorkspaceLine;
import io.webhookcourier.inspection.WorkspacePage;

/** What was found, as the API tells it; the names are those of the contract where it has any. */
public final class InspectionJson {

    private InspectionJson() {}

    public static ObjectNode of(Overview overview) {
        ObjectNode json = Json.object()
                .put("now", Json.moment(overview.now()))
                .put("headline", overview.headline().text());
        json.set("due", count(overview.due()));
        json.set("duePaused", count(overview.duePaused().rows()));
        json.set("dueOfOtherProviders", count(overview.dueOfOthers()));
        json.put("oldestDue", Json.moment(overview.oldestDue()));
        json.put("oldestDueSeconds", overview.oldestDueFor().toMillis() / 1000.0);
        json.set("waiting", count(overview.waiting()));
        json.set("inFlight", count(overview.inFlight()));
        json.set("staleLocks", count(overview.stale()));
        json.set("failed", count(overview.failed()));
        json.put("rowsAbout", overview.rowsAbout());
        ArrayNode minutes = json.putArray("lastHour");
        overview.lastHour().forEach(minute -> minutes.add(minute(minute)));
        ArrayNode workers = json.putArray("workers");
        overview.workers().forEach(worker -> workers.add(worker(worker)));
        ArrayNode pauses = json.putArray("pauses");
        overview.pauses().forEach(pause -> pauses.add(pause(pause)));
        return json;
    }

    public static ObjectNode of(EventPage page) {
        ObjectNode json = Json.object();
        ArrayNode events = json.putArray("events");
        page.lines().forEach(line -> events.add(of(line)));
        return json.put("next", page.next()).put("searchedBackTo", Json.moment(page.searchedBackTo()));
    }

    public static ObjectNode of(EventDetails details) {
        EventRow event = details.event();
        ObjectNode json = Json.object()
                .put("id", event.id())
                .put("provider", event.provider())
                .put("eventType", event.eventType())
                .put("dedupeKey", event.dedupeKey())
                .put("status", event.status().name())
                .put("workspaceId", event.workspace().isEmpty() ? null : event.workspace())
                .put("leadId", event.leadId())
                .put("runAt", Json.moment(event.runAt()))
                .put("attempts", event.attempts())
                .put("maxAttempts", event.maxAttempts())
                .put("lockedAt", Json.moment(event.lockedAt()))
                .put("lockedBy", event.lockedBy())
                .put("startedAt", Json.moment(event.startedAt()))
                .put("finishedAt", Json.moment(event.finishedAt()))
                .put("lastError", event.lastError())
                .put("createdAt", Json.moment(event.createdAt()))
                .put("updatedAt", Json.moment(event.updatedAt()))
                .put("why", details.explanation().why())
                .put("next", details.explanation().next())
                .put("deliveredHere", details.ours())
                .put("paused", details.paused())
                .put("lockReleasable", details.releasable());
        ArrayNode attempts = json.putArray("attemptLog");
        details.attempts().forEach(attempt -> attempts.add(attempt(attempt)));
        ArrayNode operations = json.putArray("operations");
        details.operations().forEach(line -> operations.add(operation(line)));
        json.set("endpoint", details.endpoint() == null ? null : endpoint(details.endpoint()));
        json.set("request", details.request() == null ? null : request(details.request()));
        json.set("payload", Json.raw(event.payload()));
        return json.put("payloadLeftOut", event.payloadPresent() && event.payload() == null);
    }

    public static ObjectNode of(WorkspacePage page) {
        ObjectNode json = Json.object();
        ArrayNode workspaces = json.putArray("workspaces");
        page.lines().forEach(line -> workspaces.add(workspace(line)));
        return json.put("next", page.next());
    }

    public static ObjectNode of(AuditPage page) {
        ObjectNode json = Json.object();
        ArrayNode operations = json.putArray("operations");
        page.lines().forEach(line -> operations.add(operation(line)));
        return json.put("next", page.next() == null ? null : page.next().toString());
    }

    private static ObjectNode operation(AuditLine line) {
        ObjectNode json = Json.object()
                .put("at", Json.moment(line.at()))
                .put("actor", line.actor())
                .put("action", line.action())
                .put("target", line.target())
                .put("reason", line.reason());
        json.set("detail", Json.raw(line.detail()));
        return json;
    }

    private static ObjectNode count(Count count) {
        return Json.object().put("number", count.number()).put("more", count.more());
    }

    private static ObjectNode minute(MinuteOutcomes minute) {
        return Json.object()
                .put("minute", Json.moment(minute.minute()))
                .put("delivered", minute.delivered())
                .put("retried", minute.retried())
                .put("failed", minute.failed())
                .put("notSent", minute.notSent());
    }

    private static ObjectNode worker(WorkerLine worker) {
        return Json.object()
                .put("instanceId", worker.instanceId())
                .put("host", worker.host())
                .put("pid", worker.pid())
                .put("version", worker.version())
                .put("trouble", worker.trouble())
                .put("startedAt", Json.moment(worker.startedAt()))
                .put("heartbeatAt", Json.moment(worker.heartbeatAt()))
                .put("alive", worker.alive());
    }

    private static ObjectNode pause(Pause pause) {
        return Json.object()
                .put("workspaceId", pause.everything() ? null : pause.workspaceId())
                .put("reason", pause.reason())
                .put("pausedBy", pause.pausedBy())
                .put("pausedAt", Json.moment(pause.pausedAt()));
    }

    public static ObjectNode of(EventLine line) {
        return Json.object()
                .put("id", line.id())
                .put("status", line.status().name())
                .put("provider", line.provider())
                .put("eventType", line.eventType())
                .put("dedupeKey", line.dedupeKey())
                .put("workspaceId", line.workspaceId())
                .put("leadId", line.leadId())
                .put("runAt", Json.moment(line.runAt()))
                .put("attempts", line.attempts())
                .put("maxAttempts", line.maxAttempts())
                .put("createdAt", Json.moment(line.createdAt()))
                .put("finishedAt", Json.moment(line.finishedAt()))
                .put("lastError", line.lastError())
                .put("outcome", line.outcome() == null ? null : line.outcome().name())
                .put("outcomeReason", line.outcomeReason());
    }

    private static ObjectNode attempt(AttemptLine attempt) {
        return Json.object()
                .put("attempt", attempt.attempt())
                .put("outcome", attempt.outcome().name())
                .put("inWords", attempt.inWords())
                .put("startedAt", Json.moment(attempt.startedAt()))
                .put("durationMs", attempt.durationMillis())
                .put("statusCode", attempt.statusCode())
                .put("error", attempt.error())
                .put("responseBody", attempt.responseBody())
                .put("nextRunAt", Json.moment(attempt.nextRunAt()))
                .put("worker", attempt.worker());
    }

    private static ObjectNode endpoint(Endpoint endpoint) {
        ObjectNode json = Json.object()
                .put("enabled", endpoint.enabled())
                .put("host", endpoint.host())
                .put("urlSet", endpoint.urlSet())
                .put("urlProblem", endpoint.urlProblem())
                .put("secretSet", endpoint.secretSet());
        ArrayNode events = json.putArray("events");
        endpoint.events().forEach(events::add);
        return json;
    }

    private static ObjectNode request(RequestPreview request) {
        ObjectNode json = Json.object()
                .put("origin", request.url())
                .put("signedFor", Json.moment(request.signedFor()))
                .put("signed", request.signed())
                .put("body", request.body())
                .put("curl", request.curl())
                .put("problem", request.problem());
        ObjectNode headers = json.putObject("headers");
        request.headers().forEach(headers::put);
        return json;
    }

    private static ObjectNode workspace(WorkspaceLine line) {
        ObjectNode json = Json.object()
                .put("workspaceId", line.workspaceId())
                .put("paused", line.paused())
                .put("delivered", line.delivered())
                .put("retried", line.retried())
                .put("failed", line.failed())
                .put("notSent", line.notSent());
        if (line.successRate().isPresent()) {
            json.put("successRate", line.successRate().getAsDouble());
        } else {
            json.putNull("successRate");
        }
        json.put("lastError", line.lastError())
                .put("lastErrorAt", Json.moment(line.lastErrorAt()))
                .put("lastEventId", line.lastEventId());
        json.set("endpoint", endpoint(line.endpoint()));
        return json;
    }
}
