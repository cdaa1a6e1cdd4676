package io.webhookcourier.database;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;

/**
 * A table of the application's as far as the service uses it.
 *
 * @param columns each with its type; {@code text} means every type of text
 * @param written the columns that the service updates
 */
record RequiredTable(String name, Map<String, String> columns, List<String> written) {

    private static final String TIMESTAMP = "timestamp without time zone";

    static final RequiredTable WEBHOOK_EVENT = new RequiredTable(
            "WebhookEvent",
            Map.ofEntries(
                    entry("id", "text"),
                    entry("provider", "enum"),
                    entry("eventType", "text"),
                    entry("dedupeKey", "text"),
                    entry("status", "enum"),
                    entry("runAt", TIMESTAMP),
                    entry("attempts", "integer"),
                    entry("maxAttempts", "integer"),
                    entry("lockedAt", TIMESTAMP),
                    entry("lockedBy", "text"),
                    entry("startedAt", TIMESTAMP),
                    entry("finishedAt", TIMESTAMP),
                    entry("lastError", "text"),
                    entry("workspaceId", "text"),
                    entry("raw", "jsonb"),
                    entry("createdAt", TIMESTAMP),
                    entry("updatedAt", TIMESTAMP)),
            List.of(
                    "status",
                    "runAt",
                    "attempts",
                    "lockedAt",
                    "lockedBy",
                    "startedAt",
                    "finishedAt",
                    "lastError",
                    "updatedAt"));

    static final RequiredTable WORKSPACE_SETTINGS = new RequiredTable(
            "WorkspaceSettings",
            Map.ofEntries(
                    entry("clientId", "text"),
                    entry("crmWebhookEnabled", "boolean"),
                    entry("crmWebhookUrl", "text"),
                    entry("crmWebhookEvents", "text[]"),
                    entry("crmWebhookSecret", "text")),
            List.of());

    /** The name as statements write it. */
    String in(String schema) {
        return SqlIdentifier.quoted(schema) + "." + SqlIdentifier.quoted(name);
    }

    static boolean accepts(String wanted, String found) {
        return wanted.equals(found) || wanted.equals("text") && found.equals("character varying");
    }
}
