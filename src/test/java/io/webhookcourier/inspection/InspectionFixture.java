package io.webhookcourier.inspection;

import io.webhookcourier.config.Settings;
import io.webhookcourier.config.SettingsLoader;
import io.webhookcourier.egress.EgressPolicy;
import io.webhookcourier.runtime.RuntimeFacts;
import io.webhookcourier.support.TestDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A database with its inspection, under the settings as shipped. */
final class InspectionFixture implements AutoCloseable {

    final TestDatabase database = TestDatabase.create();
    final Inspection inspection;

    InspectionFixture() {
        Settings settings = SettingsLoader.load(Path.of("nowhere"), Map.of(), RuntimeFacts.ofThisProcess())
                .settings();
        inspection = Inspection.of(database.dataSource(), settings, EgressPolicy.of(settings.egress(), List.of()));
    }

    Instant now() {
        return (Instant) database.value("SELECT date_trunc('milliseconds', now())");
    }

    EventDetails details(String id) {
        return inspection.event(id).orElseThrow();
    }

    /** A worker whose heartbeat expires so many seconds from now. */
    void worker(String id, int expiresInSeconds) {
        database.update(
                "INSERT INTO courier.worker (id, instance_id, host, pid, version, started_at, heartbeat_at, expires_at)"
                        + " VALUES (?, split_part(?, '/', 1), 'host-1', 42, '1.0', now() - interval '1 hour',"
                        + " pg_postmaster_start_time() - interval '1 hour',"
                        + " CASE WHEN ? >= 0 THEN now() + ? * interval '1 second'"
                        + " ELSE pg_postmaster_start_time() - interval '1 hour' END)",
                id,
                id,
                expiresInSeconds,
                expiresInSeconds);
    }

    /** An entry of the attempt log, made a minute ago. */
    void attempt(String eventId, int attempt, String outcome, Integer status, String error) {
        database.update(
                "INSERT INTO courier.delivery_attempt (webhook_event_id, claim_id, attempt, worker, started_at,"
                        + " duration_ms, outcome, status_code, error)"
                        + " VALUES (?, gen_random_uuid(), ?, 'worker-1', now() - interval '1 minute', 12, ?, ?, ?)",
                eventId,
                attempt,
                outcome,
                status,
                error);
    }

    void set(String id, String assignments) {
        database.update("UPDATE \"WebhookEvent\" SET " + assignments + " WHERE \"id\" = ?", id);
    }

    @Override
    public void close() {
        database.close();
    }
}
