package io.webhookcourier.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.delivery.Reason.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Reason BUSY = Reason.of(Kind.HTTP_STATUS, 503);
    private static final Verdict BUSY_FOR_A_MINUTE = new Verdict(Outcome.RETRY, 503, BUSY, "busy", MINUTE);

    @Test
    void theReceiversWishToWaitCountsOnlyWhereTheEventIsTriedAgain() {
        assertThat(BUSY_FOR_A_MINUTE.as(Outcome.RETRY)).isEqualTo(BUSY_FOR_A_MINUTE);
        assertThat(BUSY_FOR_A_MINUTE.as(Outcome.FAILED))
                .isEqualTo(new Verdict(Outcome.FAILED, 503, BUSY, "busy", null));
    }

    @Test
    void aReleasedRowThatPausesKeepsItsReason() {
        Reason paused = Reason.of(Kind.PAUSED);

        assertThat(Verdict.released(paused).after(MINUTE))
                .isEqualTo(new Verdict(Outcome.RELEASED, null, paused, null, MINUTE));
    }
}
