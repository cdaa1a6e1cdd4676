package io.webhookcourier.field;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.database.Examination;
import io.webhookcourier.support.Http;
import io.webhookcourier.support.Scene;
import io.webhookcourier.support.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The service runs as the documented role, which may deliver and not enqueue, until INSERT is granted. */
class RoleWithoutInsertTest {

    private static final String BODY =
            "{\"eventType\": \"lead_created\", \"workspaceId\": \"w\", \"leadId\": \"l\", \"row\": {}}";

    private final String role = "courier_" + UUID.randomUUID().toString().replace("-", "");

    @Test
    void enqueuingIsForbiddenWithTheGrantThatAllowsIt() throws Exception {
        TestDatabase database = TestDatabase.ofTheApplication();
        String document = Files.readString(Path.of("docs", "database.md"));
        int begin = document.indexOf("CREATE ROLE courier_service");
        database.update(
                document.substring(begin, document.indexOf("```", begin)).replace("courier_service", role));
        try (Scene scene = Scene.start(database, Map.of("courier.database.username", role))) {
            assertThat(examined(database).mayInsert()).isFalse();

            Http.Answer refused = enqueue(scene);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.header("Retry-After")).isNull();
            assertThat(refused.body())
                    .contains("permission denied for table WebhookEvent")
                    .contains("GRANT SELECT, INSERT ON");

            database.update("GRANT INSERT ON \"WebhookEvent\" TO " + role);
            assertThat(enqueue(scene).status()).isEqualTo(201);
            assertThat(examined(database).mayInsert()).isTrue();

            scene.courier().close();
            database.update("DROP OWNED BY " + role + " CASCADE; DROP ROLE " + role);
        }
    }

    private Examination examined(TestDatabase database) throws Exception {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(role);
        return Examination.of(source, "public", InstantSource.system());
    }

    private static Http.Answer enqueue(Scene scene) {
        return Http.to(scene.courier().url()).post("/api/v1/events", BODY, "Idempotency-Key: 1");
    }
}
