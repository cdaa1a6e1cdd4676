package io.webhookcourier.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.webhookcourier.operations.ReplayJob;
import io.webhookcourier.operations.ReplayPreview;
import io.webhookcourier.operations.Replayed;
import java.util.List;

/** What operations answer, in the API and with {@code --json} on the command line. */
public final class OperationJson {

    private OperationJson() {}

    public static ObjectNode of(Replayed replayed) {
        return Json.object()
                .put("id", replayed.id())
                .put("previousStatus", replayed.previousStatus())
                .put("attempts", replayed.attempts())
                .put("maxAttempts", replayed.maxAttempts())
                .put("runAt", Json.moment(replayed.runAt()))
                .put("guardLifted", replayed.guardLifted());
    }

    public static ObjectNode of(ReplayPreview preview) {
        return Json.object()
                .put("events", preview.events())
                .put("delivered", preview.delivered())
                .put("workspaces", preview.workspaces())
                .put("firstEnded", Json.moment(preview.firstEnded()))
                .put("lastEnded", Json.moment(preview.lastEnded()));
    }

    public static ObjectNode of(List<ReplayJob> jobs) {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("replays");
        jobs.forEach(job -> list.add(of(job)));
        return json;
    }

    public static ObjectNode of(ReplayJob job) {
        return Json.object()
                .put("id", job.id())
                .put("state", job.state().name())
                .put("createdAt", Json.moment(job.createdAt()))
                .put("updatedAt", Json.moment(job.updatedAt()))
                .put("by", job.operator().name())
                .put("reason", job.operator().reason())
                .put("status", job.filter().ended().name())
                .put("workspaceId", job.filter().workspaceId())
                .put("eventType", job.filter().eventType())
                .put("since", Json.moment(job.filter().since()))
                .put("until", Json.moment(job.filter().until()))
                .put("error", job.filter().errorText())
                .put("force", job.options().force())
                .put("keepAttempts", job.options().keepAttempts())
                .put("maxRows", job.bounds().maxRows())
                .put("perSecond", job.bounds().perSecond())
                .put("expected", job.expected())
                .put("replayed", job.replayed())
                .put("leftOut", job.leftOut());
    }

    /**
     * Of a pause or a resume.
     *
     * @param workspaceId null for everything
     * @param changed whether it was not so before
     * @param warning what speaks against it, or null
     */
    public static ObjectNode paused(String workspaceId, boolean paused, boolean changed, String warning) {
        return Json.object()
                .put("workspaceId", workspaceId)
                .put("paused", paused)
                .put("changed", changed)
                .put("warning", warning);
    }
}
