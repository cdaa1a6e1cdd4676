package io.webhookcourier.dispatch;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Claimed rows for tests. */
public final class Claims {

    private Claims() {}

    public static Claim of(String lane) {
        return of(lane, UUID.randomUUID().toString());
    }

    public static Claim of(String lane, String id) {
        return QueueFixtures.claim(id, lane, 0);
    }

    public static List<Claim> of(String lane, int count) {
        return Stream.generate(() -> of(lane)).limit(count).toList();
    }
}
