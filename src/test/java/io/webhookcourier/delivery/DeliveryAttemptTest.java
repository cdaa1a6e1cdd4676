package io.webhookcourier.delivery;

import static io.webhookcourier.delivery.DeliveryFixtures.CREATED_AT;
import static io.webhookcourier.delivery.DeliveryFixtures.attempt;
import static io.webhookcourier.delivery.DeliveryFixtures.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.delivery.Reason.Kind;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of several answers, failures and verdicts of one attempt counts. */
class DeliveryAttemptTest {

    private final DeliveryAttempt attempt = attempt();

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 299})
    void aSuccessIsFinalWhateverOtherRequestsReceive(int status) {
        assertThat(attempt.responded(status, null)).isTrue();
        attempt.responseBody("thanks");

        assertThat(attempt.responded(503, "60")).as("a later answer decides").isFalse();
        assertThat(attempt.isAccepted()).isTrue();
        assertThat(attempt.statusCode()).isEqualTo(status);
        assertThat(attempt.retryAfter()).isNull();
        assertThat(attempt.responseBody()).isEqualTo("thanks");
    }

    @ParameterizedTest
    @CsvSource({"199, 503", "300, 503", "503, 200", "404, 429"})
    void ofSeveralAnswersWithoutSuccessTheLatestDecides(int first, int later) {
        attempt.responded(first, "60");
        attempt.responseBody("busy");

        assertThat(attempt.isAccepted()).isFalse();
        assertThat(attempt.responded(later, null))
                .as("the later answer decides")
                .isTrue();
        assertThat(attempt.statusCode()).isEqualTo(later);
        assertThat(attempt.retryAfter()).as("of the first answer").isNull();
        assertThat(attempt.responseBody()).as("of the first answer").isNull();
    }

    @Test
    void withoutAnAnswerNothingIsAccepted() {
        assertThat(attempt.isAccepted()).isFalse();
        assertThat(attempt.statusCode()).isNull();
    }

    @Test
    void theFirstVerdictStays() {
        attempt.conclude(Verdict.skipped(Reason.of(Kind.DISABLED)));
        attempt.conclude(Verdict.retry(Reason.other("later")));
        attempt.concludeCopy(Verdict.duplicate());
        attempt.concludeCopy(Verdict.retry(Reason.other("later")));

        assertThat(attempt.verdict()).isEqualTo(Verdict.skipped(Reason.of(Kind.DISABLED)));
        assertThat(attempt.verdictOfCopy()).isEqualTo(Verdict.duplicate());
    }

    @Test
    void aRequestThatMayNotLeaveIsRemembered() {
        HandBackException lost = new HandBackException(Reason.of(Kind.LOCK_LOST));
        DeliveryAttempt unowned = new DeliveryAttempt(event(1, 8), CREATED_AT, 0, 1, () -> {
            throw lost;
        });

        assertThatThrownBy(() -> unowned.checkSend(SendCondition.NONE)).isSameAs(lost);
        assertThat(unowned.heldBack()).isSameAs(lost);
        attempt.checkSend(SendCondition.NONE);
        assertThat(attempt.heldBack()).as("while the lock is held").isNull();
    }

    @Test
    void aCopyOfTheExchangeIsNotTheAttemptsOwn() {
        Object own = new Object();
        assertThat(attempt.isIn(own)).as("before one was named").isTrue();
        attempt.travelsIn(own);

        assertThat(attempt.isIn(own)).isTrue();
        assertThat(attempt.isIn(new Object())).isFalse();
    }

    @Test
    void theLatestFailureWithoutAnAnswerIsKept() {
        IOException latest = new IOException("Connection reset");
        attempt.failedUnanswered(new IOException("Connection refused"));
        attempt.failedUnanswered(latest);

        assertThat(attempt.unanswered()).isSameAs(latest);
    }

    @Test
    void itKnowsItsEventAndWhenItStarted() {
        ClaimedEvent event = event(3, 8);

        assertThat(attempt(event).event()).isSameAs(event);
        assertThat(attempt(event).startedAt()).isEqualTo(CREATED_AT);
    }
}
