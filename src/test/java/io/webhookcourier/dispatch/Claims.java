package io.webhookcourier.dispatch;

import io.webhookcourier.queue.Claim;
import io.webhookcourier.queue.QueueFixtures;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Claimed rows for tests. */
final class Claims {

    private Claims() {}

    static Claim of(String lane) {
        return of(lane, UUID.randomUUID().toString());
    }

    static Claim of(String lane, String id) {
        return QueueFixtures.claim(id, lane, 0);
    }

    static List<Claim> of(String lane, int count) {
        return Stream.generate(() -> of(lane)).limit(count).toList();
    }
}
