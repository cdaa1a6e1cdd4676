package io.webhookcourier.hostile;

/**
 * One generated event, and by which way it comes. Of what a way does not take, it makes no use.
 *
 * @param dedupeKey of the row, or the seed of one
 * @param raw the payload of an INSERT
 * @param row the row of an event that comes by {@code courier.enqueue} or the API
 */
record HostileEvent(
        Way way,
        String id,
        String dedupeKey,
        String eventType,
        String workspaceId,
        String leadId,
        String raw,
        String row) {

    enum Way {
        INSERT,
        ENQUEUE,
        API
    }
}
