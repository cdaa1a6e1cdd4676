package io.webhookcourier.routefiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.delivery.ClaimedEvent;
import io.webhookcourier.delivery.DeliveryAttempt;
import io.webhookcourier.delivery.HandBackException;
import io.webhookcourier.delivery.Outcome;
import io.webhookcourier.delivery.Reason;
import io.webhookcourier.delivery.Reason.Kind;
import io.webhookcourier.delivery.Verdict;
import io.webhookcourier.support.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.camel.model.ModelCamelContext;
import org.junit.jupiter.api.Test;

/** The clauses of error-handling.camel.yaml decide, as far as they may. */
class ErrorHandlingClausesTest extends RouteFixture {

    private static final String ERRORS = "error-handling.camel.yaml";
    private static final String POST = "post-webhook.camel.yaml";

    private static final String LINE = "            - %s\n";
    private static final String UNTHROWN = "java.util.zip.ZipException";

    private static final String TERMINAL = "io.webhookcourier.delivery.TerminalFailureException";
    private static final String EGRESS = "io.webhookcourier.delivery.EgressDeniedException";
    private static final String RETRYABLE = "io.webhookcourier.delivery.RetryableFailureException";
    private static final String SKIP = "io.webhookcourier.delivery.SkipDeliveryException";
    private static final String HAND_BACK = "io.webhookcourier.delivery.HandBackException";
    private static final String ANSWERED = "org.apache.camel.http.base.HttpOperationFailedException";
    private static final String REFUSED = "java.net.ConnectException";

    @Test
    void whatNeverSucceedsIsTriedAgainWhereItIsMovedThere() {
        move(TERMINAL, RETRYABLE);
        assertVerdict(verdict("deliver-crm", event(workspace(), "{}")), Outcome.RETRY, "missing_lead_id");
        assertVerdict(
                post("x".repeat(1_048_577), receiver.url()).verdict(),
                Outcome.RETRY,
                "payload_too_large: 1048577 bytes");
        assertThat(post("{}", "http://192.168.0.1/").verdict().outcome()).isEqualTo(Outcome.FAILED);

        move(EGRESS, RETRYABLE);
        assertThat(post("{}", "http://192.168.0.1/").verdict().outcome()).isEqualTo(Outcome.RETRY);
        assertThat(verdict("deliver-crm", event(workspace(), "{}")).outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void whatIsTriedAgainFailsWhereItIsMovedThere() {
        move(REFUSED, TERMINAL);
        assertVerdict(
                post("{}", "http://closed.test:1/").verdict(),
                Outcome.FAILED,
                "crm_webhook_network_error: connection refused");
        assertThat(lookedUp).as("not repeated, either").containsExactly("closed.test");
    }

    @Test
    void anAnswersStatusDecidesUnlessItsExceptionIsMoved() {
        assertVerdict(answered(503), Outcome.RETRY, "crm_webhook_http_error status=503");
        assertVerdict(answered(404), Outcome.FAILED, "crm_webhook_http_error status=404");

        move(ANSWERED, TERMINAL);
        assertVerdict(answered(503), Outcome.FAILED, "crm_webhook_http_error status=503");
        move(ANSWERED, RETRYABLE);
        assertVerdict(answered(404), Outcome.RETRY, "crm_webhook_http_error status=404");
        move(ANSWERED, SKIP);
        assertVerdict(answered(404), Outcome.SKIPPED, "crm_webhook_http_error status=404");
        move(ANSWERED, HAND_BACK);
        assertVerdict(answered(503), Outcome.RELEASED, "crm_webhook_http_error status=503");
        move(TERMINAL, ANSWERED);
        assertVerdict(verdict("deliver-crm", event(workspace(), "{}")), Outcome.RETRY, "missing_lead_id");
    }

    @Test
    void aDeliveryAndAHandBackOfTheWorkersOwnStayWhatTheyAreWhateverTheClausesSay() {
        replace(ERRORS, shipped(ERRORS).replaceAll("ref: (\\w+)\\n", "ref: failPermanently\n"));

        DeliveryAttempt heldBack = new DeliveryAttempt(
                event("w", null), Instant.now(), System.nanoTime(), System.nanoTime() + 10_000_000_000L, () -> {
                    throw new HandBackException(Reason.of(Kind.LOCK_EXPIRING));
                });
        assertVerdict(
                post(heldBack, "{}", receiver.url()).verdict(),
                Outcome.RELEASED,
                "the lock may run out before the attempt is over");

        replace(POST, shipped(POST) + """
                        - throwException:
                            id: breaks-afterwards
                            exceptionType: java.lang.IllegalStateException
                            message: broke
                """);
        assertThat(post("{}", receiver.url()).verdict().outcome()).isEqualTo(Outcome.DELIVERED);
    }

    @Test
    void aFailureAfterAnAnswerLeavesTheDecisionToTheAnswer() {
        replace(
                POST,
                shipped(POST)
                                .replace(
                                        "httpMethod: POST",
                                        "httpMethod: POST\n              throwExceptionOnFailure: false")
                        + """
                        - throwException:
                            id: skips-afterwards
                            exceptionType: io.webhookcourier.delivery.SkipDeliveryException
                            message: skipped
                """);
        assertVerdict(answered(503), Outcome.RETRY, "crm_webhook_http_error status=503");
    }

    @Test
    void filesOfEarlierReleasesDecideAsTheyDid() throws IOException {
        String earlier = Files.readString(Path.of("src/test/resources/error-handling-of-earlier-releases.camel.yaml"));
        replace(ERRORS, earlier);
        assertVerdict(answered(503), Outcome.RETRY, "crm_webhook_http_error status=503");
        assertThat(post("{}", "http://192.168.0.1/").verdict().outcome()).isEqualTo(Outcome.FAILED);
        assertVerdict(verdict("deliver-crm", event(workspace(), "{}")), Outcome.FAILED, "missing_lead_id");

        String ofPosting = "id: judge-request\n                ref: ";
        assertThat(earlier).contains(ofPosting + "judgeFailure");
        replace(ERRORS, earlier.replace(ofPosting + "judgeFailure", ofPosting + "releaseRow"));
        assertVerdict(answered(503), Outcome.RELEASED, "crm_webhook_http_error status=503");
    }

    @Test
    void aPostingRouteOfEarlierReleasesIsDecidedByTheSameClauses() {
        replace(POST, shipped(POST).replace(",handle-failures", ""));
        assertVerdict(answered(404), Outcome.FAILED, "crm_webhook_http_error status=404");
        assertThat(post("{}", "http://192.168.0.1/").verdict().outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void errorHandlingIsLoadedOnceHoweverOftenFilesAreReloaded() {
        int before = configurations();
        move(TERMINAL, RETRYABLE);
        move(TERMINAL, RETRYABLE);
        assertThat(configurations()).isEqualTo(before);
    }

    private int configurations() {
        return ((ModelCamelContext) context())
                .getRouteConfigurationDefinitions()
                .size();
    }

    /** Moves an exception into the clause that holds another, in the file as shipped. */
    private void move(String exception, String beside) {
        String moved = LINE.formatted(exception);
        String others = LINE.formatted(beside);
        assertThat(shipped(ERRORS)).contains(moved, others);
        // A clause must name an exception: one that nothing throws takes the place of the only one.
        String left = shipped(ERRORS).replace(moved, LINE.formatted(UNTHROWN));
        replace(ERRORS, left.replace(others, others + moved));
    }

    private Verdict answered(int status) {
        ClaimedEvent event = event("w", null);
        receiver.answer(event.id(), Answer.status(status));
        return post(attempt(event), "{}", receiver.url()).verdict();
    }

    private DeliveryAttempt post(String body, String url) {
        return post(attempt(event("w", null)), body, url);
    }

    private static void assertVerdict(Verdict verdict, Outcome outcome, String text) {
        assertThat(verdict.outcome()).isEqualTo(outcome);
        assertThat(verdict.text()).isEqualTo(text);
    }
}
