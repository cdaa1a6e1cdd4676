package io.webhookcourier.attempt;

import io.webhookcourier.delivery.Outcome;
import java.util.List;
import java.util.Map;
import org.apache.camel.Processor;

/** The beans that end an attempt when called by a clause of error handling; docs/extending.md says what each decides. */
public final class FailureClauses {

    private static final String JUDGE_FAILURE = "judgeFailure";
    private static final String CLASSIFY_BY_STATUS = "classifyByStatus";
    private static final String FAIL_PERMANENTLY = "failPermanently";
    private static final String RETRY_LATER = "retryLater";
    private static final String SKIP_DELIVERY = "skipDelivery";
    private static final String RELEASE_ROW = "releaseRow";

    /** Their names. */
    public static final List<String> NAMES =
            List.of(JUDGE_FAILURE, CLASSIFY_BY_STATUS, FAIL_PERMANENTLY, RETRY_LATER, SKIP_DELIVERY, RELEASE_ROW);

    private FailureClauses() {}

    /** All of them, by name. */
    public static Map<String, Processor> of(FailureRules rules) {
        ClauseRules clauses = new ClauseRules(rules);
        SideBranchFailures sideBranches = new SideBranchFailures(System::nanoTime);
        return Map.of(
                JUDGE_FAILURE, new ClassifyFailure(rules::verdictOf, sideBranches),
                CLASSIFY_BY_STATUS, new ClassifyFailure(clauses::byStatus, sideBranches),
                FAIL_PERMANENTLY, deciding(Outcome.FAILED, clauses, sideBranches),
                RETRY_LATER, deciding(Outcome.RETRY, clauses, sideBranches),
                SKIP_DELIVERY, deciding(Outcome.SKIPPED, clauses, sideBranches),
                RELEASE_ROW, deciding(Outcome.RELEASED, clauses, sideBranches));
    }

    private static Processor deciding(Outcome outcome, ClauseRules clauses, SideBranchFailures sideBranches) {
        return new ClassifyFailure(
                (failure, attempt, exchange) -> clauses.decided(outcome, failure, attempt, exchange), sideBranches);
    }
}
