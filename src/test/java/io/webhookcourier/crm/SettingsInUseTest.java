package io.webhookcourier.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.delivery.HandBackException;
import io.webhookcourier.delivery.Reason.Kind;
import io.webhookcourier.signing.SigningKey;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request leaves with settings that are at most a second old, or not at all (contract, section 5). */
class SettingsInUseTest {

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger lookUps = new AtomicInteger();
    private String secret = "secret";
    private Duration aLookUpTakes = Duration.ZERO;
    private RuntimeException failure;
    private SettingsInUse inUse;

    @BeforeEach
    void find() {
        CrmSettingsCache cache = LookUpsAlone.cache(this::lookUp, nanos::get);
        inUse = new SettingsInUse(cache, "w", cache.get("w"));
    }

    @Test
    void youngSettingsAreNotAskedForAgain() {
        pass(Duration.ofMillis(899));
        send();

        assertThat(lookUps).hasValue(1);
    }

    @Test
    void oldSettingsAreLookedUpOnceMoreAndStillHold() {
        pass(Duration.ofMillis(900));
        send();
        assertThat(lookUps).hasValue(2);

        pass(Duration.ofMillis(899));
        send();
        assertThat(lookUps).as("when the request is repeated in process").hasValue(2);
    }

    @Test
    void changedSettingsReleaseTheRow() {
        pass(Duration.ofMillis(900));
        secret = "another";

        assertReleased(Kind.SETTINGS_CHANGED, this::send);
    }

    @Test
    void aRepeatInProcessAsksAgain() {
        send();
        pass(Duration.ofSeconds(2));
        secret = "another";

        assertReleased(Kind.SETTINGS_CHANGED, this::send);
    }

    @Test
    void aLookUpThatTakesLongerThanASecondIsNoLicenceToSend() {
        pass(Duration.ofMillis(900));
        aLookUpTakes = Duration.ofMillis(1_001);

        assertReleased(Kind.SETTINGS_TOO_OLD, this::send);
    }

    @Test
    void settingsThatAgedDuringAnotherCheckReleaseTheRow() {
        inUse.renew();
        pass(Duration.ofMillis(1_001));

        assertReleased(Kind.SETTINGS_TOO_OLD, inUse::require);
    }

    @Test
    void aDatabaseThatCannotBeAskedReleasesTheRow() {
        pass(Duration.ofMillis(900));
        failure = new IllegalStateException("the database is away");

        assertReleased(Kind.DATABASE_UNAVAILABLE, this::send);
    }

    private void send() {
        inUse.renew();
        inUse.require();
    }

    private static void assertReleased(Kind why, ThrowingCallable sending) {
        assertThatThrownBy(sending).isInstanceOfSatisfying(HandBackException.class, e -> assertThat(e.reason())
                .extracting("kind")
                .isEqualTo(why));
    }

    private CrmSettings lookUp(String workspaceId) {
        lookUps.incrementAndGet();
        pass(aLookUpTakes);
        if (failure != null) {
            throw failure;
        }
        return new CrmSettings(true, "https://crm.example/", Set.of("lead_created"), SigningKey.of(secret));
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
