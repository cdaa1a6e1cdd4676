package io.webhookcourier.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestDatabaseTest {

    @Test
    void everyDatabaseIsFresh() {
        try (TestDatabase one = TestDatabase.create();
                TestDatabase other = TestDatabase.create()) {
            one.insertEvent(event -> event.id("e1"));

            assertThat(one.value("SELECT count(*) FROM \"WebhookEvent\"")).isEqualTo(1L);
            assertThat(other.value("SELECT count(*) FROM \"WebhookEvent\"")).isEqualTo(0L);
        }
    }

    @Test
    void timestampsComeBackAsTheyWereGivenUnderAnyTimeZone() {
        Instant runAt = Instant.parse("2026-03-29T01:30:00.123Z");
        try (TestDatabase database = TestDatabase.create("Asia/Tokyo")) {
            String id = database.insertEvent(event -> event.runAt(runAt));

            assertThat(database.row(id)).containsEntry("runAt", runAt).containsEntry("provider", "CRM");
            assertThat(database.attempts(id)).isEmpty();
        }
    }

    @Test
    void aWorkspaceKeepsItsEvents() {
        try (TestDatabase database = TestDatabase.create()) {
            database.insertWorkspace("w1", "https://example.test/hook", "s", "lead_created", "crm_row_updated");

            assertThat(database.value("SELECT \"crmWebhookEvents\" FROM \"WorkspaceSettings\""))
                    .isEqualTo(List.of("lead_created", "crm_row_updated"));
        }
    }
}
