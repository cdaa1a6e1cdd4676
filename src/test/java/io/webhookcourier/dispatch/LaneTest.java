package io.webhookcourier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.queue.QueueFixtures;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LaneTest {

    private static final long HORIZON = Duration.ofMillis(250).toNanos();

    private final Lane lane = new Lane("CRM/a", 2);

    @Test
    void aLaneThatNobodyKnowsMayHaveAsManyRowsAsCanStartAtOnce() {
        assertThat(lane.budget(HORIZON)).isEqualTo(2);
    }

    @Test
    void whatWaitsAndWhatRunsCounts() {
        enqueue("1", "2", "3");
        lane.becomesReady();
        lane.start();

        assertThat(lane.budget(HORIZON)).isEqualTo(-1);
    }

    @Test
    void aQuickEndpointMayHaveMoreAndASlowOneNot() {
        deliver(Duration.ofMillis(10));
        assertThat(lane.budget(HORIZON)).isEqualTo(2 + 2 * 25);

        Lane slow = new Lane("CRM/b", 2);
        slow.enqueue(QueueFixtures.claim("1", "b", 0));
        slow.becomesReady();
        slow.start();
        slow.finished(Duration.ofSeconds(10).toNanos());
        assertThat(slow.budget(HORIZON)).isEqualTo(2);
    }

    @Test
    void itIsReadyOnceUntilItIsTakenOut() {
        enqueue("1", "2", "3");

        assertThat(lane.becomesReady()).isTrue();
        assertThat(lane.becomesReady()).isFalse();
        lane.start();
        assertThat(lane.becomesReady()).isTrue();
        lane.start();
        assertThat(lane.becomesReady()).as("at its cap").isFalse();
        lane.finished(1);
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
        assertThat(lane.idle()).isTrue();
    }

    private void deliver(Duration time) {
        enqueue("x");
        lane.becomesReady();
        lane.start();
        lane.finished(time.toNanos());
    }

    private void enqueue(String... ids) {
        for (String id : ids) {
            lane.enqueue(QueueFixtures.claim(id, "a", 0));
        }
    }
}
