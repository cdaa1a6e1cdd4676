package io.webhookcourier.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.config.Secret;
import io.webhookcourier.web.TokenCheck.Result;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenCheckTest {

    private final AtomicLong nanos = new AtomicLong();
    private final TokenCheck check = new TokenCheck(Secret.of("right"), nanos::get);

    @Test
    void theTokenPassesAndNothingElseDoes() {
        assertThat(check.check("right", "10.0.0.1")).isEqualTo(Result.PASSED);
        assertThat(check.check("wrong", "10.0.0.1")).isEqualTo(Result.WRONG);
        assertThat(check.check("", "10.0.0.1")).isEqualTo(Result.MISSING);
        assertThat(check.check(null, "10.0.0.1")).isEqualTo(Result.MISSING);
    }

    @Test
    void eachOfSeveralTokensPasses() {
        TokenCheck several = new TokenCheck(Secret.of("old new"), Secret.of("look  see"), nanos::get);

        assertThat(several.check("old", "10.0.0.1")).isEqualTo(Result.PASSED);
        assertThat(several.check("new", "10.0.0.1")).isEqualTo(Result.PASSED);
        assertThat(several.check("see", "10.0.0.1")).isEqualTo(Result.READS_ONLY);
        assertThat(several.check("old new", "10.0.0.1")).isEqualTo(Result.WRONG);
    }

    @Test
    void manyWrongTokensFromAProxysAddressDoNotLockOutTheRightOne() {
        guess("10.0.0.1");

        assertThat(check.check("wrong", "10.0.0.1")).isEqualTo(Result.TOO_OFTEN);
        assertThat(check.check("right", "10.0.0.1")).isEqualTo(Result.PASSED);
        assertThat(check.check("wrong", "10.0.0.2")).isEqualTo(Result.WRONG);

        nanos.addAndGet(TokenCheck.WINDOW.toNanos() + 1);
        assertThat(check.check("wrong", "10.0.0.1")).isEqualTo(Result.WRONG);
    }

    @Test
    void theWholeNetworkOfAnIpv6AddressCountsTogether() {
        guess("2001:db8:0:1:0:0:0:1");

        assertThat(check.check("wrong", "2001:db8:0:1:9:9:9:9")).isEqualTo(Result.TOO_OFTEN);
        assertThat(check.check("wrong", "2001:db8:0:1::2")).isEqualTo(Result.TOO_OFTEN);
        assertThat(check.check("wrong", "2001:db8:0:2:0:0:0:1")).isEqualTo(Result.WRONG);
    }

    @Test
    void visitsWithoutATokenAreNoGuesses() {
        for (int i = 0; i < 100; i++) {
            check.check(null, "10.0.0.1");
        }

        assertThat(check.check("right", "10.0.0.1")).isEqualTo(Result.PASSED);
    }

    @Test
    void withoutATokenEverybodyPasses() {
        TokenCheck none = new TokenCheck(null, nanos::get);

        assertThat(none.required()).isFalse();
        assertThat(none.check(null, "10.0.0.1")).isEqualTo(Result.PASSED);
    }

    private void guess(String address) {
        for (int i = 0; i < TokenCheck.GUESSES; i++) {
            assertThat(check.check("guess-" + i, address)).isEqualTo(Result.WRONG);
        }
    }
}
