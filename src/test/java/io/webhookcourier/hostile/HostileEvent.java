package io.webhookcourier.hostile;

/**
 * One generated event, and by which way it comes.
 *
 * @param id of an INSERT only; the others make their own
 * @param dedupeKey of the row, or the seed of one
 * @param leadId not of an INSERT, whose payload names it
 * @param json the payload of an INSERT, otherwise the row that goes into the payload
 */
record HostileEvent(
        Way way, String id, String dedupeKey, String eventType, String workspaceId, String leadId, String json) {

    enum Way {
        INSERT,
        ENQUEUE,
        API
    }
}
