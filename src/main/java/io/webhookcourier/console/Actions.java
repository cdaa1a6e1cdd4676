package io.webhookcourier.console;

import io.webhookcourier.inspection.Inspection;
import io.webhookcourier.operations.Operations;
import io.webhookcourier.operations.Operator;
import io.webhookcourier.operations.ReplayBounds;
import io.webhookcourier.operations.ReplayFilter;
import io.webhookcourier.operations.ReplayOptions;
import io.webhookcourier.web.BadRequestException;
import io.webhookcourier.web.WebRequest;
import io.webhookcourier.web.WebResponse;
import java.sql.SQLException;
import java.util.Map;

/** What forms do; each ends at a page that says what was done. */
final class Actions {

    private final Inspection inspection;
    private final Operations operations;

    Actions(Inspection inspection, Operations operations) {
        this.inspection = inspection;
        this.operations = operations;
    }

    WebResponse replay(WebRequest request, String id) throws SQLException {
        Map<String, String> form = request.form();
        operations.replay().event(id, new ReplayOptions(form.containsKey("force"), false), operator(request, form));
        return done(Links.event(id), Notice.REPLAYED);
    }

    WebResponse startReplay(WebRequest request) throws SQLException {
        Map<String, String> form = request.form();
        ReplayFilter filter = Fields.of(form).replayFilter();
        requireScope(form, filter.isLimited());
        operations
                .bulkReplay()
                .start(
                        filter,
                        new ReplayOptions(form.containsKey("force"), false),
                        ReplayBounds.DEFAULT,
                        true,
                        operator(request, form));
        return done(ConsoleRoute.REPLAYS.path(), Notice.REPLAY_STARTED);
    }

    WebResponse stopReplay(WebRequest request, String id) throws SQLException {
        operations.bulkReplay().stop(number(id), operator(request, request.form()));
        return done(ConsoleRoute.REPLAYS.path(), Notice.REPLAY_STOPPED);
    }

    WebResponse resumeReplay(WebRequest request, String id) throws SQLException {
        operations.bulkReplay().resume(number(id), true, operator(request, request.form()));
        return done(ConsoleRoute.REPLAYS.path(), Notice.REPLAY_RESUMED);
    }

    WebResponse pause(WebRequest request) throws SQLException {
        Map<String, String> form = request.form();
        String workspace = form.get("workspace");
        Operator operator = operator(request, form);
        requireScope(form, workspace != null);
        boolean changed = workspace == null
                ? operations.pauses().pauseEverything(operator)
                : operations.pauses().pauseWorkspace(workspace, operator);
        Notice notice = workspace == null ? Notice.PAUSED : pausedWorkspace(workspace);
        return done(pageAfter(form), changed ? notice : Notice.UNCHANGED);
    }

    private Notice pausedWorkspace(String workspace) {
        return inspection.doubtAboutWorkspace(workspace).isPresent()
                ? Notice.UNKNOWN_WORKSPACE_PAUSED
                : Notice.WORKSPACE_PAUSED;
    }

    WebResponse resume(WebRequest request) throws SQLException {
        Map<String, String> form = request.form();
        String workspace = form.get("workspace");
        Operator operator = operator(request, form);
        requireScope(form, workspace != null);
        boolean changed = workspace == null
                ? operations.pauses().resumeEverything(operator)
                : operations.pauses().resumeWorkspace(workspace, operator);
        Notice notice = workspace == null ? Notice.RESUMED : Notice.WORKSPACE_RESUMED;
        return done(pageAfter(form), changed ? notice : Notice.UNCHANGED);
    }

    WebResponse release(WebRequest request) throws SQLException {
        Map<String, String> form = request.form();
        boolean nothing =
                operations.staleRelease().release(operator(request, form)).isEmpty();
        return done(pageAfter(form), nothing ? Notice.NOTHING_RELEASED : Notice.RELEASED);
    }

    /** What is done to everything must say so: a form that lost its fields on the way must not mean it. */
    private static void requireScope(Map<String, String> form, boolean limited) {
        if (limited == "true".equals(form.get("all"))) {
            throw new BadRequestException("The form must name either one target or everything.");
        }
    }

    /** Back to the event, or to the page that shows what was done. */
    private static String pageAfter(Map<String, String> form) {
        if (form.containsKey("event")) {
            return Links.event(form.get("event"));
        }
        return form.containsKey("workspace") ? ConsoleRoute.WORKSPACES.path() : ConsoleRoute.OVERVIEW.path();
    }

    private static WebResponse done(String path, Notice notice) {
        return WebResponse.seeOther(path + "?done=" + notice.code());
    }

    private static Operator operator(WebRequest request, Map<String, String> form) {
        return new Operator(request.operator(OperatorName.of(request), "console"), form.get("reason"));
    }

    private static long number(String id) {
        if (!id.matches("\\d{1,18}")) {
            throw new BadRequestException("A replay's id is a number.");
        }
        return Long.parseLong(id);
    }
}
