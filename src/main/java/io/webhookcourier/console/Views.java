package io.webhookcourier.console;

import io.webhookcourier.console.Page.Tab;
import io.webhookcourier.inspection.EventDetails;
import io.webhookcourier.inspection.EventExport;
import io.webhookcourier.inspection.EventFilter;
import io.webhookcourier.inspection.EventPage;
import io.webhookcourier.inspection.EventStatus;
import io.webhookcourier.inspection.Inspection;
import io.webhookcourier.inspection.Overview;
import io.webhookcourier.operations.BulkReplay;
import io.webhookcourier.operations.ReplayBounds;
import io.webhookcourier.text.Trimmed;
import io.webhookcourier.web.BadRequestException;
import io.webhookcourier.web.WebResponse;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pages that only show. */
final class Views {

    private static final int LINES = 50;
    private static final int FAILURES = 6;
    private static final int JOBS = 50;
    private static final EventFilter FAILED =
            new EventFilter(List.of(EventStatus.FAILED), null, null, null, null, null, null, null, null);

    private final Inspection inspection;
    private final EventExport export;
    private final BulkReplay replays;
    private final Renderer renderer;
    private final InstantSource clock;

    Views(Inspection inspection, BulkReplay replays, Renderer renderer, InstantSource clock) {
        this.inspection = inspection;
        this.export = new EventExport(inspection, System::nanoTime);
        this.replays = replays;
        this.renderer = renderer;
        this.clock = clock;
    }

    WebResponse overview(Visit visit) {
        return renderer.page(200, "overview", Map.of("page", visit.page(Tab.OVERVIEW), "model", overviewModel()));
    }

    /** The part of the overview that is kept fresh. */
    WebResponse live() {
        return renderer.page(200, "liveUpdate", Map.of("model", overviewModel()));
    }

    private OverviewModel overviewModel() {
        Overview overview = inspection.overview();
        return new OverviewModel(
                overview, inspection.events(FAILED, null, FAILURES).lines(), Chart.of(overview.lastHour()));
    }

    WebResponse events(Visit visit) {
        Map<String, String> parameters = visit.request().parameters();
        Fields fields = Fields.of(parameters);
        String wanted = fields.values().get("find");
        Optional<String> found = wanted == null ? Optional.empty() : inspection.find(wanted);
        if (found.isPresent()) {
            return WebResponse.seeOther(Links.event(found.get()));
        }
        String problem = wanted == null ? null : "No event has this id or dedupeKey.";
        EventPage page = new EventPage(List.of(), null, null);
        try {
            page = problem == null ? inspection.events(fields.filter(), parameters.get("after"), LINES) : page;
        } catch (BadRequestException | IllegalArgumentException mistake) {
            problem = mistake.getMessage();
        }
        EventsModel model = new EventsModel(fields.values(), page, clock.instant(), problem);
        boolean rowsOnly = "rows".equals(visit.request().headerValue("X-Part"));
        Map<String, Object> given = new HashMap<>(Map.of("model", model));
        if (!rowsOnly) {
            given.put("page", visit.page(Tab.EVENTS));
        }
        return renderer.page(problem == null ? 200 : 400, rowsOnly ? "eventRows" : "events", given);
    }

    /** What the list of events shows, as a file. */
    WebResponse export(Visit visit) {
        Map<String, String> parameters = visit.request().parameters();
        Fields fields = Fields.of(parameters);
        if (fields.values().containsKey("find")) {
            throw new BadRequestException("An export cannot choose by id.");
        }
        EventFilter filter = fields.filter();
        return WebResponse.of(
                        200,
                        "text/csv; charset=utf-8",
                        export.csv(filter, parameters.get("after")).csv())
                .with("Content-Disposition", "attachment; filename=events.csv");
    }

    /** Empty when there is no such event. */
    Optional<WebResponse> event(Visit visit, String id) {
        Optional<EventDetails> details = inspection.event(id);
        return details.map(found ->
                renderer.page(200, "event", Map.of("page", visit.page(Tab.EVENTS), "model", new EventModel(found))));
    }

    WebResponse workspaces(Visit visit) {
        Map<String, String> parameters = visit.request().parameters();
        String text = Trimmed.of(parameters.getOrDefault("contains", "").replace("\0", ""));
        String after = parameters.get("after");
        WorkspacesModel model = new WorkspacesModel(
                inspection.workspaces(
                        text.isEmpty() ? null : text, after == null ? null : after.replace("\0", ""), LINES),
                text);
        return renderer.page(200, "workspaces", Map.of("page", visit.page(Tab.WORKSPACES), "model", model));
    }

    WebResponse replays(Visit visit) throws SQLException {
        ReplaysModel model = new ReplaysModel(replays.jobs(JOBS));
        return renderer.page(200, "replays", Map.of("page", visit.page(Tab.REPLAYS), "model", model));
    }

    WebResponse audit(Visit visit) {
        String after = visit.request().parameters().get("after");
        if (after != null && !after.matches("[1-9]\\d{0,17}")) {
            throw new IllegalArgumentException("after: not a cursor of this list");
        }
        AuditModel model = new AuditModel(inspection.audit(null, after == null ? null : Long.valueOf(after), LINES));
        return renderer.page(200, "audit", Map.of("page", visit.page(Tab.AUDIT), "model", model));
    }

    /** Shows what a replay would send, to be confirmed. */
    WebResponse replayPreview(Visit visit) throws SQLException {
        Fields fields = Fields.of(visit.request().parameters());
        ReplayModel model = new ReplayModel(
                fields.values(),
                fields.replayFilter(),
                replays.preview(fields.replayFilter(), ReplayBounds.DEFAULT.maxRows() + 1));
        return renderer.page(200, "replay", Map.of("page", visit.page(Tab.REPLAYS), "model", model));
    }
}
