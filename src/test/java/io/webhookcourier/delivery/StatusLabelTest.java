package io.webhookcourier.delivery;

import static io.webhookcourier.delivery.DeliveryFixtures.attempt;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusLabelTest {

    private final OutcomeRules rules = new OutcomeRules(InstantSource.fixed(Instant.EPOCH), failure -> false);

    @ParameterizedTest
    @CsvSource({"100, 1xx", "200, 2xx", "204, 2xx", "302, 3xx", "404, 4xx", "429, 4xx", "500, 5xx", "599, 5xx"})
    void anAnswerIsLabelledByItsClass(int status, String label) {
        assertThat(StatusLabel.of(rules.ofStatus(status, null, null))).isEqualTo(label);
    }

    @Test
    void aBodyThatSpeaksOfTimeoutsIsStillAnAnswer() {
        Verdict verdict = rules.ofStatus(500, "crm_webhook_network_error: crm_webhook_timeout", null);

        assertThat(StatusLabel.of(verdict)).isEqualTo("5xx");
    }

    @Test
    void failuresOfTheWireAreNetworkOrTimeout() {
        assertThat(StatusLabel.of(rules.ofFailure(new IOException("gone"), attempt())))
                .isEqualTo("network");
        assertThat(StatusLabel.of(rules.ofFailure(new AttemptTimeoutException(10_000), attempt())))
                .isEqualTo("timeout");
    }

    @Test
    void whatNeverReachedTheWireIsNone() {
        assertThat(StatusLabel.of(Verdict.duplicate())).isEqualTo("none");
        assertThat(StatusLabel.of(Verdict.skipped(Reason.of(Reason.Kind.DISABLED))))
                .isEqualTo("none");
        assertThat(StatusLabel.of(rules.ofFailure(new EgressDeniedException("private"), attempt())))
                .isEqualTo("none");
        assertThat(StatusLabel.of(rules.ofFailure(new IllegalStateException("route"), attempt())))
                .isEqualTo("none");
    }
}
