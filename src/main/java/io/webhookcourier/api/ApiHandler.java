package io.webhookcourier.api;

import io.webhookcourier.inspection.Inspection;
import io.webhookcourier.inspection.InspectionException;
import io.webhookcourier.operations.OperationRefusedException;
import io.webhookcourier.operations.Operations;
import io.webhookcourier.operations.TransientErrors;
import io.webhookcourier.text.OneLine;
import io.webhookcourier.web.BadRequestException;
import io.webhookcourier.web.WebHandler;
import io.webhookcourier.web.WebRequest;
import io.webhookcourier.web.WebResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers under {@code /api/v1} for callers that {@link ApiDoor} let in; every error is a problem of RFC 9457. */
public final class ApiHandler implements WebHandler<ApiRoute> {

    private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    /** SQLSTATE's classes of values that cannot be, and of those beyond a limit, as of an index. */
    private static final Set<String> VALUES = Set.of("22", "54");

    private final ReadingApi reading;
    private final ChangingApi changing;
    private final ReplaysApi replays;
    private final ApiDocument document = new ApiDocument();

    public ApiHandler(Inspection inspection, Operations operations) {
        this.reading = new ReadingApi(inspection);
        this.changing = new ChangingApi(operations, inspection);
        this.replays = new ReplaysApi(operations);
    }

    @Override
    public WebResponse handle(ApiRoute route, WebRequest request) {
        try {
            return answer(route, request);
        } catch (ProblemException e) {
            return e.problem().response();
        } catch (BadRequestException | IllegalArgumentException e) {
            return Problem.invalid(e.getMessage()).response();
        } catch (OperationRefusedException e) {
            return refused(e).response();
        } catch (InspectionException e) {
            return unavailable(e.tooSlow() ? 504 : 503, e.getMessage());
        } catch (SQLException e) {
            return failed(request, e);
        }
    }

    private WebResponse answer(ApiRoute route, WebRequest request) throws SQLException {
        return switch (route) {
            case INDEX -> document.index(request);
            case OVERVIEW -> reading.overview(request);
            case EVENTS -> reading.events(request);
            case EVENTS_CSV -> reading.csv(request);
            case ENQUEUE -> changing.enqueue(request);
            case EVENT -> reading.event(request, id(request));
            case REPLAY_EVENT -> changing.replay(request, id(request));
            case WORKSPACES -> reading.workspaces(request);
            case AUDIT -> reading.audit(request);
            case REPLAYS -> replays.jobs(request);
            case START_REPLAY -> replays.start(request);
            case PREVIEW_REPLAY -> replays.preview(request);
            case REPLAY -> replays.job(request, id(request));
            case STOP_REPLAY -> replays.stop(request, id(request));
            case RESUME_REPLAY, GO_ON -> replays.resume(request, id(request));
            case PAUSE -> changing.pause(request);
            case RESUME -> changing.resume(request);
            case RELEASE_LOCKS -> changing.release(request);
            case OPENAPI_JSON -> document.json();
            case OPENAPI_YAML -> document.yaml();
        };
    }

    private static String id(WebRequest request) {
        return request.pathParameter("id");
    }

    @Override
    public WebResponse handleUnmatched(WebRequest request, List<String> allowed) {
        String path = request.path();
        if (!path.equals(ApiRoute.ROOT) && !path.startsWith(ApiRoute.ROOT + "/")) {
            return Problem.invalid("paths of the API begin with " + ApiRoute.ROOT + ", this one is " + path)
                    .response();
        }
        if (allowed.isEmpty()) {
            return Problem.notFound("nothing is at " + path + "; see /api/v1/openapi.yaml")
                    .response();
        }
        String methods = String.join(", ", allowed);
        return new Problem(
                        405,
                        "method-not-allowed",
                        "Method not allowed",
                        request.method() + " is not allowed here; use " + methods)
                .response()
                .with("Allow", methods);
    }

    private static WebResponse failed(WebRequest request, SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (VALUES.contains(state.substring(0, 2))) {
            return Problem.invalid("the database cannot store or compare a value of this request")
                    .response();
        }
        LOG.warn("{} failed: {}", request, OneLine.of(e));
        if (state.equals(INSUFFICIENT_PRIVILEGE)) {
            return forbidden("the service's database role lacks a right that this needs; docs/database.md lists them")
                    .response();
        }
        return TransientErrors.includes(e)
                ? unavailable(503, "the database is unavailable; see the service's log")
                : new Problem(
                                500,
                                "database-error",
                                "The database does not accept this",
                                "the database refused the statement (SQLSTATE " + state
                                        + "), and would refuse it again; see the service's log")
                        .response();
    }

    private static Problem refused(OperationRefusedException refused) {
        return switch (refused.why()) {
            case UNKNOWN -> Problem.notFound(refused.getMessage());
            case INVALID -> Problem.invalid(refused.getMessage());
            case FOREIGN, RUNNING, DELIVERED, LOCKED, STATE ->
                new Problem(409, "refused", "Nothing was changed", refused.getMessage());
            case CONTENT ->
                new Problem(422, "refused-by-table", "The table does not accept this event", refused.getMessage());
            case RIGHT -> forbidden(refused.getMessage());
            case TABLE ->
                new Problem(500, "table-unfit", "The table does not accept such events", refused.getMessage());
        };
    }

    private static Problem forbidden(String detail) {
        return new Problem(403, "forbidden", "The service may not do this", detail);
    }

    private static WebResponse unavailable(int status, String detail) {
        return new Problem(status, "unavailable", "The database does not answer", detail)
                .response()
                .with("Retry-After", "2");
    }
}
