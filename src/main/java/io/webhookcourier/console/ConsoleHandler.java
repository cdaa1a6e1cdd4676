package io.webhookcourier.console;

import io.webhookcourier.console.Page.Tab;
import io.webhookcourier.inspection.Inspection;
import io.webhookcourier.inspection.InspectionException;
import io.webhookcourier.operations.OperationRefusedException;
import io.webhookcourier.operations.Operations;
import io.webhookcourier.web.BadRequestException;
import io.webhookcourier.web.TokenCheck;
import io.webhookcourier.web.WebHandler;
import io.webhookcourier.web.WebRequest;
import io.webhookcourier.web.WebResponse;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers for the console: knows who may come in, finds the page, and puts every refusal into words. */
public final class ConsoleHandler implements WebHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleHandler.class);

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final TokenCheck token;
    private final Sessions sessions;
    private final Renderer renderer = new Renderer();
    private final Login login;
    private final Views views;
    private final Actions actions;

    /** @param clock the database's or this machine's: it tells which times are of today */
    public ConsoleHandler(ConsoleDoor door, Inspection inspection, Operations operations, InstantSource clock) {
        this.token = door.token();
        this.sessions = door.sessions();
        this.login = new Login(token, sessions, renderer);
        this.views = new Views(inspection, operations.replaySet(), renderer, clock);
        this.actions = new Actions(inspection, operations);
    }

    @Override
    public WebResponse handle(WebRequest request) {
        List<String> path = request.segments();
        if (path.size() == 3 && path.get(0).equals("assets")) {
            return asset(path.get(2));
        }
        if (path.equals(List.of("login"))) {
            return request.method().equals("POST") ? login.logIn(request) : login.form("/");
        }
        Optional<String> session = sessions.of(request);
        if (session.isEmpty() && token.required()) {
            return login.form(LocalPath.of(request));
        }
        String known = session.orElseGet(sessions::create);
        Visit visit = new Visit(request, sessions.formToken(known), token.required());
        WebResponse response = answered(visit, path, session);
        return session.isPresent() ? response : response.with("Set-Cookie", Sessions.cookie(known, request));
    }

    private WebResponse answered(Visit visit, List<String> path, Optional<String> session) {
        try {
            if (visit.request().isSafe()) {
                return view(visit, path);
            }
            String given = visit.request().form().get("form-token");
            if (session.isEmpty() || !sessions.isFormToken(session.get(), given)) {
                return message(visit, 403, "Nothing was changed", "The page was too old. Open it again and retry.");
            }
            if (sessions.isReadOnly(session.get()) && !path.equals(List.of("logout"))) {
                return message(
                        visit,
                        403,
                        "Nothing was changed",
                        "You are logged in with courier.http.read-token, which may look and change nothing.");
            }
            return OperatorName.remembered(visit.request(), act(visit, path));
        } catch (BadRequestException | IllegalArgumentException mistake) {
            return message(visit, 400, "That cannot be", mistake.getMessage());
        } catch (OperationRefusedException refused) {
            return message(visit, 409, "Nothing was changed", sentence(refused.getMessage()));
        } catch (InspectionException e) {
            return message(visit, 503, "No answer from the database", e.getMessage());
        } catch (SQLException e) {
            LOG.warn("{} failed: {}", visit.request(), e.getMessage());
            if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                return message(
                        visit,
                        403,
                        "Nothing was changed",
                        "The service's database role lacks a right that this needs; docs/database.md lists them.");
            }
            return message(
                    visit,
                    503,
                    "No answer from the database",
                    "The database cannot be asked now; the service's log says why.");
        }
    }

    private WebResponse view(Visit visit, List<String> path) throws SQLException {
        String first = path.isEmpty() ? "" : path.get(0);
        return switch (path.size()) {
            case 0 -> views.overview(visit);
            case 1 ->
                switch (first) {
                    case "live" -> views.live();
                    case "events" -> views.events(visit);
                    case "events.csv" -> views.export(visit);
                    case "workspaces" -> views.workspaces(visit);
                    case "replays" -> views.replays(visit);
                    case "audit" -> views.audit(visit);
                    default -> missing(visit);
                };
            case 2 -> {
                if (first.equals("events")) {
                    yield views.event(visit, path.get(1))
                            .orElseGet(() -> message(
                                    visit, 404, "There is no such event", "No event has the id " + path.get(1) + "."));
                }
                yield path.equals(List.of("replays", "new")) ? views.replayPreview(visit) : missing(visit);
            }
            default -> missing(visit);
        };
    }

    private WebResponse act(Visit visit, List<String> path) throws SQLException {
        WebRequest request = visit.request();
        if (path.size() == 3 && path.get(0).equals("events") && path.get(2).equals("replay")) {
            return actions.replay(request, path.get(1));
        }
        if (path.size() == 3 && path.get(0).equals("replays") && path.get(2).equals("stop")) {
            return actions.stopReplay(request, path.get(1));
        }
        if (path.size() == 3 && path.get(0).equals("replays") && path.get(2).equals("go-on")) {
            return actions.continueReplay(request, path.get(1));
        }
        return switch (String.join("/", path)) {
            case "pause" -> actions.pause(request);
            case "resume" -> actions.resume(request);
            case "release" -> actions.release(request);
            case "replays" -> actions.startReplay(request);
            case "logout" -> {
                sessions.of(request).ifPresent(sessions::end);
                yield WebResponse.seeOther("/login").with("Set-Cookie", Sessions.endedCookie());
            }
            default -> missing(visit);
        };
    }

    private WebResponse missing(Visit visit) {
        return message(visit, 404, "There is no such page", "The console has nothing at this address.");
    }

    private WebResponse message(Visit visit, int status, String title, String text) {
        return renderer.page(status, "message", Map.of("page", visit.page(Tab.OTHER), "title", title, "text", text));
    }

    private static WebResponse asset(String fileName) {
        return Arrays.stream(Asset.values())
                .filter(asset -> asset.fileName().equals(fileName))
                .findFirst()
                .map(Asset::response)
                .orElseGet(() -> WebResponse.text(404, "There is no such file."));
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + (words.endsWith(".") ? "" : ".");
    }
}
