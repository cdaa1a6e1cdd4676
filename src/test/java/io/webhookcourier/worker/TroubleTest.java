package io.webhookcourier.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TroubleTest {

    private final AtomicLong now = new AtomicLong(100);
    private final Trouble trouble = new Trouble(now::get);

    @Test
    void keepsTheFirstMomentAndTheLatestReason() {
        trouble.claimFailed("no connection");
        now.set(200);
        trouble.claimFailed("permission denied");

        assertThat(trouble.claims()).isEqualTo(new Trouble.Failing(100, "permission denied"));
        assertThat(trouble.claimFailures()).isEqualTo(2);
        assertThat(trouble.records()).isNull();
    }

    @Test
    void aSuccessEndsItAndTheNextFailureBeginsAgain() {
        trouble.recordFailed("no connection");
        trouble.recordWorked();
        assertThat(trouble.records()).isNull();

        now.set(300);
        trouble.recordFailed("no connection");
        assertThat(trouble.records().sinceNanos()).isEqualTo(300);
    }

    @Test
    void aRefusedRowIsNoFailureOfClaims() {
        trouble.rowRefused("row-1", "ERROR: not this row\n  Where: PL/pgSQL function");

        assertThat(trouble.claims()).isNull();
        assertThat(trouble.lastRefused())
                .isEqualTo(new Trouble.RefusedRow("row-1", "ERROR: not this row Where: PL/pgSQL function", 100));
        assertThat(trouble.rowsRefused()).isEqualTo(1);
    }
}
