package io.webhookcourier.console;

import io.webhookcourier.console.Page.Tab;
import io.webhookcourier.inspection.InspectionException;
import io.webhookcourier.operations.OperationRefusedException;
import io.webhookcourier.web.BadRequestException;
import io.webhookcourier.web.TokenCheck;
import io.webhookcourier.web.WebRequest;
import io.webhookcourier.web.WebResponse;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests to the console as visits: who may see it, who may change something, and every refusal in words. */
final class Visits {

    /** What a page shows. */
    @FunctionalInterface
    interface View {
        WebResponse of(Visit visit) throws SQLException;
    }

    /** What a form does. */
    @FunctionalInterface
    interface Change {
        WebResponse make() throws SQLException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Visits.class);

    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String UNCHANGED = "Nothing was changed";

    private final TokenCheck token;
    private final Sessions sessions;
    private final Login login;
    private final Renderer renderer;

    Visits(TokenCheck token, Sessions sessions, Login login, Renderer renderer) {
        this.token = token;
        this.sessions = sessions;
        this.login = login;
        this.renderer = renderer;
    }

    /** A page, or the login where one is needed. */
    WebResponse show(WebRequest request, View view) {
        Optional<String> session = sessions.of(request);
        if (session.isEmpty() && token.required()) {
            return login.form(LocalPath.of(request));
        }
        String known = session.orElseGet(sessions::create);
        Visit visit = new Visit(request, sessions.formToken(known), token.required());
        WebResponse response = answered(visit, view);
        return session.isPresent() ? response : response.with("Set-Cookie", Sessions.cookie(known, request));
    }

    /** What a form of this console asks for, unless the session may only look. */
    WebResponse change(WebRequest request, Change change) {
        return ofForm(
                request,
                (visit, session) -> sessions.isReadOnly(session)
                        ? message(
                                visit,
                                403,
                                UNCHANGED,
                                "You are logged in with courier.http.read-token, which is read-only.")
                        : OperatorName.remembered(request, change.make()));
    }

    /** Logs out. */
    WebResponse end(WebRequest request) {
        return ofForm(request, (visit, session) -> {
            sessions.end(session);
            return WebResponse.seeOther(ConsoleRoute.LOGIN_FORM.path()).with("Set-Cookie", Sessions.endedCookie());
        });
    }

    WebResponse message(Visit visit, int status, String title, String text) {
        return renderer.page(status, "message", Map.of("page", visit.page(Tab.OTHER), "title", title, "text", text));
    }

    @FunctionalInterface
    private interface FormAction {
        WebResponse of(Visit visit, String session) throws SQLException;
    }

    private WebResponse ofForm(WebRequest request, FormAction action) {
        return show(request, visit -> {
            Optional<String> session = sessions.of(request);
            String given = request.form().get("form-token");
            return session.isPresent() && sessions.isFormToken(session.get(), given)
                    ? action.of(visit, session.get())
                    : message(visit, 403, UNCHANGED, "The form has expired. Reload the page and try again.");
        });
    }

    private WebResponse answered(Visit visit, View view) {
        try {
            return view.of(visit);
        } catch (BadRequestException | IllegalArgumentException mistake) {
            return message(visit, 400, "Invalid request", mistake.getMessage());
        } catch (OperationRefusedException refused) {
            return message(visit, 409, UNCHANGED, sentence(refused.getMessage()));
        } catch (InspectionException e) {
            return message(visit, 503, "Database unavailable", e.getMessage());
        } catch (SQLException e) {
            LOG.warn("{} failed: {}", visit.request(), e.getMessage());
            return INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())
                    ? message(
                            visit,
                            403,
                            UNCHANGED,
                            "The service's database role lacks a right that this needs; docs/database.md lists them.")
                    : message(
                            visit, 503, "Database unavailable", "The database is unavailable; see the service's log.");
        }
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + (words.endsWith(".") ? "" : ".");
    }
}
