package io.webhookcourier.api;

import io.webhookcourier.inspection.Inspection;
import io.webhookcourier.inspection.InspectionException;
import io.webhookcourier.operations.OperationRefusedException;
import io.webhookcourier.operations.Operations;
import io.webhookcourier.operations.TransientErrors;
import io.webhookcourier.web.BadRequestException;
import io.webhookcourier.web.WebHandler;
import io.webhookcourier.web.WebRequest;
import io.webhookcourier.web.WebResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers under {@code /api/v1} for callers that {@link ApiDoor} let in; every error is a problem of RFC 9457. */
public final class ApiHandler implements WebHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);
    private static final List<String> PREFIX = List.of("api", "v1");
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    /** SQLSTATE's classes of values that cannot be, and of those beyond a limit, as of an index. */
    private static final Set<String> VALUES = Set.of("22", "54");

    private final List<ApiRoute> routes;

    public ApiHandler(Inspection inspection, Operations operations) {
        this.routes = ApiRoutes.of(
                new ReadingApi(inspection),
                new ChangingApi(operations, inspection),
                new ReplaysApi(operations),
                new ApiDocument());
    }

    @Override
    public WebResponse handle(WebRequest request) {
        try {
            return answer(request);
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

    private WebResponse answer(WebRequest request) throws SQLException {
        List<String> segments = request.segments();
        if (segments.size() < PREFIX.size()
                || !segments.subList(0, PREFIX.size()).equals(PREFIX)) {
            throw ProblemException.invalid("paths of the API begin with /api/v1, this one is " + request.path());
        }
        List<String> path = segments.subList(PREFIX.size(), segments.size());
        String method = request.method().equals("HEAD") ? "GET" : request.method();
        List<ApiRoute> here =
                routes.stream().filter(route -> route.match(path).isPresent()).toList();
        for (ApiRoute route : here) {
            if (route.method().equals(method)) {
                return route.action().answer(request, route.match(path).orElseThrow());
            }
        }
        if (here.isEmpty()) {
            throw new ProblemException(Problem.notFound(
                    "nothing is at " + request.path() + "; what there is stands in /api/v1/openapi.yaml"));
        }
        String allowed = here.stream().map(ApiRoute::method).collect(Collectors.joining(", "));
        return new Problem(
                        405,
                        "method-not-allowed",
                        "The method is not accepted here",
                        request.method() + " is not accepted here; " + allowed + " is")
                .response()
                .with("Allow", allowed);
    }

    private static WebResponse failed(WebRequest request, SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (VALUES.contains(state.substring(0, 2))) {
            return Problem.invalid("the database cannot store or compare a value of this request")
                    .response();
        }
        LOG.warn("{} failed: {}", request, e.getMessage().strip().replaceAll("\\s+", " "));
        if (state.equals(INSUFFICIENT_PRIVILEGE)) {
            return forbidden("the service's database role lacks a right that this needs; docs/database.md lists them")
                    .response();
        }
        return TransientErrors.includes(e)
                ? unavailable(503, "the database cannot be asked now; the service's log says why")
                : new Problem(
                                500,
                                "database-error",
                                "The database does not accept this",
                                "the database refused the statement (SQLSTATE " + state
                                        + "), and would refuse it again; the service's log says why")
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
