package io.webhookcourier.worker;

import java.util.Objects;
import java.util.UUID;

/**
 * Who this process is among the workers of one table. The boot id sets two runs apart that were given the same
 * instance id, so that a restarted worker never takes its predecessor's rows for its own.
 *
 * @param instanceId {@code courier.instance-id}; holds no slash
 * @param bootId fresh for every start of the process
 */
public record WorkerIdentity(String instanceId, String bootId) {

    public WorkerIdentity {
        Objects.requireNonNull(instanceId, "instanceId");
        Objects.requireNonNull(bootId, "bootId");
    }

    public static WorkerIdentity fresh(String instanceId) {
        return new WorkerIdentity(instanceId, UUID.randomUUID().toString().substring(0, 8));
    }

    /** The key of this worker's heartbeat, and the beginning of all its owner tokens. */
    public String id() {
        return instanceId + "/" + bootId;
    }

    /** A fresh owner token for one claim: {@code <instance id>/<boot id>/<claim id>} (contract, section 3). */
    public String newOwnerToken() {
        return id() + "/" + UUID.randomUUID();
    }

    /** The claim id, which is the last part of an owner token. */
    public static UUID claimId(String ownerToken) {
        return UUID.fromString(ownerToken.substring(ownerToken.lastIndexOf('/') + 1));
    }
}
