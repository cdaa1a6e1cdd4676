package io.webhookcourier.isolation;

import io.webhookcourier.support.TestDatabase;

/** Many due rows at once, all of them older than what the tests insert one by one. */
final class Backlog {

    private final TestDatabase database;

    Backlog(TestDatabase database) {
        this.database = database;
    }

    /** Rows of provider CRM of this workspace. */
    void of(String workspace, int rows) {
        insert("CRM", workspace, "jsonb_build_object('workspaceId', 'somebody-else')", workspace, rows);
    }

    /** Rows of provider CRM whose payload alone names the workspace. */
    void namedInThePayload(String workspace, int rows) {
        insert("CRM", null, "jsonb_build_object('workspaceId', ' " + workspace + " ')", "raw-" + workspace, rows);
    }

    /** Rows of provider CRM that name no workspace anywhere. */
    void ofNobody(int rows) {
        insert("CRM", null, "'{}'::jsonb", "nobody", rows);
    }

    /** Rows of a provider that is not delivered here. */
    void foreign(String workspace, int rows) {
        insert("INBOXXIA", workspace, "'{}'::jsonb", "foreign", rows);
    }

    private void insert(String provider, String workspace, String raw, String name, int rows) {
        database.update("""
                INSERT INTO "WebhookEvent" ("id", "provider", "eventType", "dedupeKey", "workspaceId", "raw", "runAt",
                    "createdAt", "updatedAt")
                SELECT ? || '-' || i, ?::text::"WebhookProvider", 'lead_created', ? || '-' || i, ?,
                       jsonb_build_object('leadId', 'lead-' || i, 'row', jsonb_build_object('name', md5(i::text)))
                           || %s,
                       (now() AT TIME ZONE 'UTC') - interval '1 hour' + i * interval '1 millisecond',
                       now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'
                FROM generate_series(1, ?) AS i""".formatted(raw), name, provider, name, workspace, rows);
    }
}
