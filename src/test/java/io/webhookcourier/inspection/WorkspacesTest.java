package io.webhookcourier.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkspacesTest {

    private final InspectionFixture fixture = new InspectionFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aWorkspaceShowsItsHostAndThatASecretIsSetButNeither() {
        fixture.database.insertWorkspace("w", "https://hooks.example.com/token-in-path?k=1", "whsec_1", "lead_created");

        WorkspaceLine line = only();

        assertThat(line.endpoint())
                .isEqualTo(new Endpoint(true, "hooks.example.com:443", true, null, List.of("lead_created"), true));
        assertThat(line.toString()).doesNotContain("whsec").doesNotContain("token-in-path");
        assertThat(line.successRate()).isEmpty();
    }

    @Test
    void anAddressThatIsNotAcceptedIsNoHost() {
        fixture.database.insertWorkspace("w", false, "http://user:pass@example.com", "  ");

        String problem = "the URL carries a user name or a password, which is not accepted";
        assertThat(only().endpoint()).isEqualTo(new Endpoint(false, null, true, problem, List.of(), false));
    }

    @Test
    void theLastDayMakesTheSuccessRateAndTheLastWeekTheLastError() {
        fixture.database.insertWorkspace("w", "https://hooks.example.com", "s");
        fixture.database.update("INSERT INTO courier.workspace_figures (workspace_id, hour, delivered, retried, failed,"
                + " not_sent, last_error, last_error_at, last_event_id) VALUES"
                + " ('w', date_trunc('hour', now()), 2, 7, 1, 0, NULL, NULL, NULL),"
                + " ('w', date_trunc('hour', now()) - interval '1 hour', 1, 0, 0, 0, 'missing_lead_id', now(), 'event-1'),"
                + " ('w', date_trunc('hour', now()) - interval '30 hours', 0, 0, 50, 0, 'older', now(), 'event-0')");
        fixture.database.update("INSERT INTO courier.pause (workspace_id) VALUES ('w')");

        WorkspaceLine line = only();

        assertThat(line.successRate()).hasValue(0.75);
        assertThat(line.lastErrorInWords()).isEqualTo("the payload has no lead");
        assertThat(line.lastEventId()).isEqualTo("event-1");
        assertThat(line.paused()).isTrue();
    }

    @Test
    void pagesFollowOneAnotherAndCanBeSearched() {
        for (int i = 0; i < 7; i++) {
            fixture.database.insertWorkspace("Client-" + i, "https://hooks.example.com", "s");
        }
        fixture.database.insertWorkspace("other", "https://hooks.example.com", "s");

        List<String> found = new ArrayList<>();
        String after = null;
        do {
            WorkspacePage page = fixture.inspection.workspaces("client", after, 3);
            page.lines().forEach(line -> found.add(line.workspaceId()));
            after = page.next();
        } while (after != null);

        assertThat(found).hasSize(7).doesNotHaveDuplicates().allSatisfy(id -> assertThat(id)
                .startsWith("Client-"));
    }

    private WorkspaceLine only() {
        List<WorkspaceLine> lines =
                fixture.inspection.workspaces(null, null, 10).lines();
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }
}
