package io.webhookcourier.delivery;

import static io.webhookcourier.delivery.DeliveryFixtures.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.delivery.Reason.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedOutcomeTest {

    private static final RetrySchedule SCHEDULE =
            new RetrySchedule(Duration.ofSeconds(2), 2, Duration.ofMinutes(15), Duration.ofSeconds(1), () -> 0L);

    @ParameterizedTest(name = "attempt {0} of {1}: {2}, next in {3} s")
    @CsvSource(
            nullValues = "-",
            value = {
                "1, 8, RETRY, 2",
                "7, 8, RETRY, 128",
                "8, 8, FAILED, -",
                "9, 8, FAILED, -",
                "1, 1, FAILED, -",
                "1, 0, FAILED, -"
            })
    void aRetryOfTheLastAttemptIsAFailure(int attempt, int maxAttempts, Outcome outcome, Long seconds) {
        RecordedOutcome recorded =
                RecordedOutcome.of(Verdict.retry(Reason.other("down")), event(attempt, maxAttempts), SCHEDULE);

        assertThat(recorded.outcome()).isEqualTo(outcome);
        assertThat(recorded.delay()).isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
        assertThat(recorded.lastError()).isEqualTo("down");
        assertThat(recorded.error()).isEqualTo("down");
    }

    @Test
    void theReceiversWishRaisesTheDelay() {
        Verdict busy = new Verdict(Outcome.RETRY, 503, Reason.other("busy"), "body", Duration.ofMinutes(5));

        assertThat(RecordedOutcome.of(busy, event(1, 8), SCHEDULE))
                .isEqualTo(new RecordedOutcome(Outcome.RETRY, Duration.ofMinutes(5), "busy", 503, "busy", "body"));
    }

    @Test
    void aTerminalFailureIsNotRepeated() {
        assertThat(RecordedOutcome.of(Verdict.failed(Reason.of(Kind.MISSING_LEAD_ID)), event(1, 8), SCHEDULE))
                .isEqualTo(new RecordedOutcome(Outcome.FAILED, null, "missing_lead_id", null, "missing_lead_id", null));
    }

    @Test
    void onlyFailuresLeaveAnErrorInTheRow() {
        assertThat(RecordedOutcome.of(Verdict.delivered(200, "ok"), event(8, 8), SCHEDULE))
                .isEqualTo(new RecordedOutcome(Outcome.DELIVERED, null, null, 200, null, "ok"));
        assertThat(RecordedOutcome.of(Verdict.skipped(Reason.of(Kind.DISABLED)), event(8, 8), SCHEDULE))
                .isEqualTo(new RecordedOutcome(Outcome.SKIPPED, null, null, null, "disabled", null));
        assertThat(RecordedOutcome.of(Verdict.duplicate(), event(1, 8), SCHEDULE))
                .isEqualTo(new RecordedOutcome(Outcome.DUPLICATE, null, null, null, null, null));
        assertThat(RecordedOutcome.of(Verdict.released(Reason.other("shutting down")), event(8, 8), SCHEDULE))
                .isEqualTo(new RecordedOutcome(Outcome.RELEASED, null, null, null, "shutting down", null));
    }

    @Test
    void everyTextIsCutAndStorable() {
        Verdict verdict = new Verdict(
                Outcome.FAILED, 400, Reason.other("e\0" + "x".repeat(20_000)), "b\0" + "y".repeat(20_000), null);

        RecordedOutcome recorded = RecordedOutcome.of(verdict, event(1, 8), SCHEDULE);

        assertThat(recorded.lastError()).hasSize(10_000).startsWith("e\uFFFDx");
        assertThat(recorded.error()).isEqualTo(recorded.lastError());
        assertThat(recorded.responseBody()).hasSize(1_000).startsWith("b\uFFFDy");
    }
}
