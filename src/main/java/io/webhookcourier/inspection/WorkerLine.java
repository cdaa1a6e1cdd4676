package io.webhookcourier.inspection;

import java.time.Instant;

/**
 * A worker as its heartbeats tell.
 *
 * @param id {@code <instance id>/<boot id>}, what the owner tokens of its rows begin with
 * @param host null when it is not known
 * @param pid null when it is not known
 * @param version null when it is not packaged
 * @param expiresAt until when its last heartbeat is good
 * @param trouble what keeps it from delivering, in its own words and without a full stop; null when nothing does
 * @param alive whether it still is; the rows of one that is not are released by the others
 */
public record WorkerLine(
        String id,
        String instanceId,
        String host,
        Long pid,
        String version,
        Instant startedAt,
        Instant heartbeatAt,
        Instant expiresAt,
        boolean alive,
        String trouble) {}
