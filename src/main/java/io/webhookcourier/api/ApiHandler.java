package io.webhookcourier.api;

import io.webhookcourier.inspection.Inspection;
import io.webhookcourier.inspection.InspectionException;
import io.webhookcourier.operations.OperationRefusedException;
import io.webhookcourier.operations.TransientErrors;
import io.webhookcourier.web.BadRequestException;
import io.webhookcourier.web.TokenCheck;
import io.webhookcourier.web.WebHandler;
import io.webhookcourier.web.WebRequest;
import io.webhookcourier.web.WebResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers under {@code /api/v1}: asks for the token, finds who answers, and tells every error as RFC 9457 has it. */
public final class ApiHandler implements WebHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);
    private static final int PREFIX_SEGMENTS = 2;

    private final TokenCheck token;
    private final List<ApiRoute> routes;

    public ApiHandler(TokenCheck token, Inspection inspection, Operations operations) {
        this.token = token;
        this.routes = ApiRoutes.of(
                new ReadingApi(inspection), new ChangingApi(operations), new ReplaysApi(operations), new ApiDocument());
    }

    @Override
    public WebResponse handle(WebRequest request) {
        try {
            Optional<WebResponse> refusal = refusal(request);
            return refusal.isPresent() ? refusal.get() : answer(request);
        } catch (ProblemException e) {
            return e.problem().response();
        } catch (BadRequestException | IllegalArgumentException e) {
            return Problem.invalid(e.getMessage()).response();
        } catch (OperationRefusedException e) {
            return refused(e).response();
        } catch (InspectionException e) {
            return unavailable(e.tooSlow() ? 504 : 503, e.getMessage());
        } catch (SQLException e) {
            String reason = e.getMessage().strip().replaceAll("\\s+", " ");
            LOG.warn("{} failed: {}", request, reason);
            return TransientErrors.includes(e)
                    ? unavailable(503, "the database cannot be asked now; the service's log says why")
                    : new Problem(
                                    500,
                                    "database-error",
                                    "The database does not accept this",
                                    "the database refused the statement (SQLSTATE " + e.getSQLState()
                                            + "), and would refuse it again; the service's log says why")
                            .response();
        }
    }

    private Optional<WebResponse> refusal(WebRequest request) {
        return switch (token.check(TokenCheck.bearer(request), request.remoteAddress())) {
            case PASSED -> Optional.empty();
            case MISSING, WRONG ->
                Optional.of(new Problem(
                                401,
                                "unauthorized",
                                "The token is missing or wrong",
                                "present courier.http.token in the header Authorization: Bearer <token>")
                        .response()
                        .with("WWW-Authenticate", "Bearer realm=\"webhook-courier\""));
            case TOO_OFTEN ->
                Optional.of(new Problem(
                                429,
                                "too-many-failures",
                                "Too many wrong tokens",
                                "wrong tokens came from this address; wait a minute")
                        .response()
                        .with("Retry-After", "60"));
        };
    }

    private WebResponse answer(WebRequest request) throws SQLException {
        List<String> segments = request.segments();
        List<String> path = segments.subList(Math.min(PREFIX_SEGMENTS, segments.size()), segments.size());
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

    private static Problem refused(OperationRefusedException refused) {
        return switch (refused.why()) {
            case UNKNOWN -> Problem.notFound(refused.getMessage());
            case INVALID -> Problem.invalid(refused.getMessage());
            case FOREIGN, RUNNING, DELIVERED, LOCKED, STATE ->
                new Problem(409, "refused", "Nothing was changed", refused.getMessage());
            case CONTENT ->
                new Problem(422, "refused-by-table", "The table does not accept this event", refused.getMessage());
            case TABLE ->
                new Problem(500, "table-unfit", "The table does not accept such events", refused.getMessage());
        };
    }

    private static WebResponse unavailable(int status, String detail) {
        return new Problem(status, "unavailable", "The database does not answer", detail)
                .response()
                .with("Retry-After", "2");
    }
}
