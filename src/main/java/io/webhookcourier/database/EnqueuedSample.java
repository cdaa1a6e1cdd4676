package io.webhookcourier.database;

import java.util.List;
import java.util.Optional;

/** What {@code courier.enqueue} writes into a row. */
public final class EnqueuedSample {

    /** The columns that it fills. */
    public static final List<String> COLUMNS = List.of(
            "id",
            "provider",
            "eventType",
            "dedupeKey",
            "status",
            "runAt",
            "workspaceId",
            "raw",
            "createdAt",
            "updatedAt");

    static final String LONGEST_CRM_EVENT_TYPE = "crm_row_updated";

    private static final String UUID = "6f1c2d3e-4a5b-4c6d-8e7f-001122334455";
    private static final String DIGEST = "0123456789abcdef0123456789abcdef";

    private EnqueuedSample() {}

    /** An SQL expression for a value like those that every event has there; empty when it depends on the event. */
    static Optional<String> expression(String column, String provider) {
        boolean crm = provider.equals("CRM");
        return switch (column) {
            case "id" -> Optional.of(SqlIdentifier.literal(UUID));
            case "provider" -> Optional.of(SqlIdentifier.literal(provider));
            case "status" -> Optional.of("'PENDING'");
            case "runAt", "createdAt", "updatedAt" ->
                Optional.of("date_trunc('milliseconds', now() AT TIME ZONE 'UTC')");
            case "eventType" -> crm ? Optional.of(SqlIdentifier.literal(LONGEST_CRM_EVENT_TYPE)) : Optional.empty();
            case "dedupeKey" ->
                crm
                        ? Optional.of(SqlIdentifier.literal("crm:" + LONGEST_CRM_EVENT_TYPE + ":" + DIGEST))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }
}
