package io.webhookcourier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaneTest {

    private static final int ALL = 1_000;

    private final Lane lane = new Lane("CRM/a", 8);
    private long now = Duration.ofHours(1).toNanos();

    @Test
    void anUnknownLaneMayHaveAsManyRowsAsCanStartAtOnce() {
        assertThat(lane.room(ALL)).isEqualTo(8);
        assertThat(lane.pace()).isEqualTo(Lane.Pace.UNKNOWN);
    }

    @Test
    void whatWaitsAndWhatRunsCounts() {
        enqueue("1", "2", "3");
        lane.becomesReady();
        lane.start(now);

        assertThat(lane.room(ALL)).isEqualTo(5);
        assertThat(lane.room(2)).as("of a smaller share").isEqualTo(-1);
    }

    @Test
    void aQuickEndpointMayHaveMore() {
        deliver(Duration.ofMillis(10));

        assertThat(lane.pace()).isEqualTo(Lane.Pace.QUICK);
        assertThat(lane.room(ALL)).isEqualTo(8 + 8 * 25);
        assertThat(lane.minimumBatch(ALL)).as("claimed together").isEqualTo(100);
        assertThat(lane.minimumBatch(50)).isEqualTo(25);
    }

    @Test
    void aSlowEndpointMayHaveWhatItCanStart() {
        deliver(Duration.ofSeconds(3));

        assertThat(lane.pace()).isEqualTo(Lane.Pace.SLOW);
        assertThat(lane.room(ALL)).isEqualTo(8);
        assertThat(lane.minimumBatch(ALL)).isEqualTo(1);
    }

    @Test
    void anEndpointThatSaysNothingForASecondIsSlow() {
        enqueue("1");
        lane.becomesReady();
        lane.start(now);
        lane.look(now + Duration.ofMillis(999).toNanos());
        assertThat(lane.pace()).isEqualTo(Lane.Pace.UNKNOWN);
        lane.look(now + Duration.ofSeconds(1).toNanos());

        assertThat(lane.pace()).isEqualTo(Lane.Pace.SLOW);
    }

    @ParameterizedTest
    @CsvSource({"0, QUICK", "999, QUICK", "1000, SLOW"})
    void anEndpointThatTakesASecondIsSlow(long tookMillis, Lane.Pace pace) {
        deliver(Duration.ofMillis(tookMillis));

        assertThat(lane.pace()).isEqualTo(pace);
    }

    @Test
    void anEndpointIsSilentEvenWhileFurtherDeliveriesBegin() {
        enqueue("1", "2");
        lane.becomesReady();
        lane.start(now);
        lane.becomesReady();
        lane.start(now + Duration.ofMillis(600).toNanos());
        lane.look(now + Duration.ofSeconds(1).toNanos());

        assertThat(lane.pace()).isEqualTo(Lane.Pace.SLOW);
    }

    @Test
    void anEndpointThatHadNothingToDoWasNotSilent() {
        deliver(Duration.ofMillis(5));
        now += Duration.ofHours(1).toNanos();
        lane.look(now);
        assertThat(lane.pace()).as("while idle").isEqualTo(Lane.Pace.QUICK);
        enqueue("1");
        lane.becomesReady();
        lane.start(now);
        lane.look(now + Duration.ofMillis(10).toNanos());

        assertThat(lane.pace()).isEqualTo(Lane.Pace.QUICK);
    }

    @Test
    void anEndpointThatAnswersAtOnceMayHaveNoMoreThanItsShare() {
        deliver(Duration.ofNanos(1));

        assertThat(lane.room(ALL)).isEqualTo(ALL);
    }

    @Test
    void anEndpointThatRecoversIsQuickAgain() {
        deliver(Duration.ofSeconds(10));
        for (int i = 0; i < 22; i++) {
            deliver(Duration.ofMillis(5));
        }

        assertThat(lane.pace()).isEqualTo(Lane.Pace.QUICK);
    }

    @Test
    void itIsReadyOnceUntilItIsTakenOut() {
        enqueue("1", "2", "3");

        assertThat(lane.becomesReady()).isTrue();
        assertThat(lane.becomesReady()).isFalse();
        lane.start(now);
        assertThat(lane.becomesReady()).isTrue();
        lane.start(now);
        assertThat(lane.becomesReady())
                .as("a quarter runs until the first answer")
                .isFalse();
        lane.finished(1, now);
        assertThat(lane.becomesReady()).isTrue();
    }

    @Test
    void withoutRowsItIsNotReady() {
        assertThat(lane.becomesReady()).isFalse();
        enqueue("1");
        lane.becomesReady();
        assertThat(lane.remove(claim -> true)).hasSize(1);
        lane.unready();
        assertThat(lane.becomesReady()).isFalse();
        assertThat(lane.inHand()).isZero();
    }

    private void deliver(Duration time) {
        enqueue("x");
        lane.becomesReady();
        lane.start(now);
        now += time.toNanos();
        lane.finished(time.toNanos(), now);
    }

    private void enqueue(String... ids) {
        for (String id : ids) {
            lane.enqueue(QueueFixtures.claim(id, "a", 0));
        }
    }
}
