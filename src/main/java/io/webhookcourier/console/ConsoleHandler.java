package io.webhookcourier.console;

import io.webhookcourier.inspection.Inspection;
import io.webhookcourier.operations.Operations;
import io.webhookcourier.web.WebHandler;
import io.webhookcourier.web.WebRequest;
import io.webhookcourier.web.WebResponse;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;

/** Answers for the console: what each of its routes shows or does. */
public final class ConsoleHandler implements WebHandler<ConsoleRoute> {

    private final Visits visits;
    private final Login login;
    private final Views views;
    private final Actions actions;

    /** @param clock the database's or this machine's: it tells which times are of today */
    public ConsoleHandler(ConsoleDoor door, Inspection inspection, Operations operations, InstantSource clock) {
        Renderer renderer = new Renderer();
        this.login = new Login(door.token(), door.sessions(), renderer);
        this.visits = new Visits(door.token(), door.sessions(), login, renderer);
        this.views = new Views(inspection, operations.bulkReplay(), renderer, clock);
        this.actions = new Actions(inspection, operations);
    }

    @Override
    public WebResponse handle(ConsoleRoute route, WebRequest request) {
        return switch (route) {
            case OVERVIEW -> visits.show(request, views::overview);
            case LIVE -> visits.show(request, visit -> views.live());
            case EVENTS -> visits.show(request, views::events);
            case EVENTS_CSV -> visits.show(request, views::export);
            case EVENT -> visits.show(request, visit -> event(visit, id(request)));
            case REPLAY_EVENT -> visits.change(request, () -> actions.replay(request, id(request)));
            case WORKSPACES -> visits.show(request, views::workspaces);
            case REPLAYS -> visits.show(request, views::replays);
            case START_REPLAY -> visits.change(request, () -> actions.startReplay(request));
            case NEW_REPLAY -> visits.show(request, views::replayPreview);
            case STOP_REPLAY -> visits.change(request, () -> actions.stopReplay(request, id(request)));
            case RESUME_REPLAY -> visits.change(request, () -> actions.resumeReplay(request, id(request)));
            case AUDIT -> visits.show(request, views::audit);
            case PAUSE -> visits.change(request, () -> actions.pause(request));
            case RESUME -> visits.change(request, () -> actions.resume(request));
            case RELEASE_LOCKS -> visits.change(request, () -> actions.release(request));
            case LOGIN_FORM -> login.form(ConsoleRoute.OVERVIEW.path());
            case LOG_IN -> login.logIn(request);
            case LOG_OUT -> visits.end(request);
            case MISSING -> visits.show(request, this::missing);
            case ASSET -> asset(request.pathParameter("file"));
        };
    }

    @Override
    public WebResponse handleUnmatched(WebRequest request, List<String> allowed) {
        if (allowed.isEmpty()) {
            return visits.show(request, this::missing);
        }
        String methods = String.join(", ", allowed);
        return visits.show(request, visit -> visits.message(
                        visit,
                        405,
                        "Method not allowed",
                        request.method() + " is not accepted at this address; " + methods + " is.")
                .with("Allow", methods));
    }

    private static String id(WebRequest request) {
        return request.pathParameter("id");
    }

    private WebResponse event(Visit visit, String id) {
        return views.event(visit, id)
                .orElseGet(() -> visits.message(visit, 404, "Event not found", "No event has the id " + id + "."));
    }

    private WebResponse missing(Visit visit) {
        return visits.message(visit, 404, "Page not found", "The console has no page at this address.");
    }

    private static WebResponse asset(String fileName) {
        return Arrays.stream(Asset.values())
                .filter(asset -> asset.fileName().equals(fileName))
                .findFirst()
                .map(Asset::response)
                .orElseGet(() -> WebResponse.text(404, "File not found."));
    }
}
