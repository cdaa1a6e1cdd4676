package io.webhookcourier.field;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.Scene;
import java.util.List;
import java.util.UUID;

/** Good events of one workspace around an odd one: all become due together, the odd one in the middle. */
final class Neighbours {

    private static final int GOOD = 30;

    private final Scene scene;
    private final String workspace;
    private final String odd;

    private Neighbours(Scene scene, String workspace, String odd) {
        this.scene = scene;
        this.workspace = workspace;
        this.odd = odd;
    }

    /** @param odd the id of the event in the middle */
    static Neighbours of(Scene scene, String odd) {
        Neighbours neighbours = notDue(scene, odd);
        neighbours.becomeDue();
        return neighbours;
    }

    /** Not due yet, so that the odd one can be made odd. */
    static Neighbours notDue(Scene scene, String odd) {
        String workspace = scene.workspace();
        scene.database().insertEvent(row -> row.id(odd).workspaceId(workspace).status("SUCCEEDED"));
        scene.database().update("""
                INSERT INTO "WebhookEvent" ("id", "provider", "eventType", "dedupeKey", "status", "runAt", "workspaceId",
                    "raw", "updatedAt")
                SELECT o.id, e."provider", e."eventType", 'test:' || o.id, e."status", e."runAt", e."workspaceId",
                       e."raw" || jsonb_build_object('eventId', o.id), e."updatedAt"
                FROM "WebhookEvent" AS e,
                     (SELECT gen_random_uuid()::text AS id FROM generate_series(1, %d)) AS o
                WHERE e."id" = ?""".formatted(GOOD), odd);
        return new Neighbours(scene, workspace, odd);
    }

    /** As {@link #of(Scene, String)}, with one more good event. */
    static Neighbours good(Scene scene) {
        return of(scene, UUID.randomUUID().toString());
    }

    void becomeDue() {
        scene.database().update("""
                UPDATE "WebhookEvent" AS e
                SET "status" = 'PENDING', "runAt" = now() AT TIME ZONE 'UTC' - n.place * interval '1 millisecond'
                FROM (SELECT "id", row_number() OVER (ORDER BY "id" = ?, "id") AS number FROM "WebhookEvent"
                      WHERE "workspaceId" = ?) AS m,
                     LATERAL (SELECT CASE WHEN m."id" = ? THEN %d ELSE m.number * 2 END AS place) AS n
                WHERE e."id" = m."id" """.formatted(GOOD + 1), odd, workspace, odd);
    }

    List<String> ids() {
        return scene
                .database()
                .query(
                        "SELECT \"id\" FROM \"WebhookEvent\" WHERE \"workspaceId\" = ? AND \"id\" <> ? ORDER BY 1",
                        workspace,
                        odd)
                .stream()
                .map(row -> (String) row.get("id"))
                .toList();
    }

    /** How many of the good ones have this status. */
    void await(String status) {
        eventually(() -> assertThat(scene.database()
                        .value(
                                "SELECT count(*) FROM \"WebhookEvent\" WHERE \"workspaceId\" = ? AND \"id\" <> ?"
                                        + " AND \"status\"::text = ?",
                                workspace,
                                odd,
                                status))
                .isEqualTo((long) GOOD));
    }

    /** Each good one is delivered, and was sent once. */
    void awaitDelivered() {
        await("SUCCEEDED");
        assertThat(ids())
                .allSatisfy(id -> assertThat(scene.receiver().requests(id)).hasSize(1));
    }

    /** As many attempts of the good ones as there are events. */
    void awaitAttempts() {
        eventually(() -> assertThat(scene.database()
                        .value(
                                "SELECT count(*) FROM courier.delivery_attempt WHERE workspace_id = ?"
                                        + " AND webhook_event_id <> ?",
                                workspace,
                                odd))
                .isEqualTo((long) GOOD));
    }
}
