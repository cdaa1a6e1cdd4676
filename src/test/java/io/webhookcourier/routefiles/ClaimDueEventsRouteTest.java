package io.webhookcourier.routefiles;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.claim.ClaimDueEvents;
import io.webhookcourier.claim.ClaimRequest;
import io.webhookcourier.claim.ClaimResult;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ClaimDueEventsRouteTest extends RouteFixture {

    @Test
    void dueRowsAreClaimedAndTheirDeliveriesStarted() throws Exception {
        String due = DATABASE.insertEvent(row -> row.runAt(Instant.parse("2026-01-01T00:00:00Z")));
        String later = DATABASE.insertEvent(row -> row.runAt(Instant.now().plusSeconds(3_600)));
        String token = "w/b/" + UUID.randomUUID();

        ClaimResult result = new ClaimDueEvents(template()).claim(request(token, 10));

        assertThat(result.claims())
                .extracting(claim -> claim.event().id())
                .contains(due)
                .doesNotContain(later);
        assertThat(DATABASE.row(due))
                .containsEntry("status", "RUNNING")
                .containsEntry("lockedBy", token)
                .containsEntry("attempts", 1);
        assertThat(DATABASE.row(later)).containsEntry("status", "PENDING");
        eventually(() -> assertThat(started).containsExactlyInAnyOrderElementsOf(result.claims()));
    }

    @Test
    void aClaimThatFindsNothingStillTellsTheTime() throws Exception {
        new ClaimDueEvents(template()).claim(request("w/b/" + UUID.randomUUID(), 2_000));
        ClaimResult result = new ClaimDueEvents(template()).claim(request("w/b/" + UUID.randomUUID(), 10));

        assertThat(result.claims()).isEmpty();
        assertThat(result.candidates()).isZero();
        assertThat(Instant.ofEpochSecond(0, result.nowMicros() * 1_000))
                .isBetween(Instant.now().minusSeconds(5), Instant.now().plusSeconds(5));
    }

    private static ClaimRequest request(String token, int limit) {
        Map<String, Object> parameters = Map.of(
                "owner_token", token,
                "providers", "CRM",
                "limit", limit,
                "from_run_at_micros", "",
                "blocked_lanes", "{}",
                "left_out", "{}",
                "budgets", "{}",
                "default_budget", 2_000);
        return new ClaimRequest(token, System.nanoTime(), parameters);
    }
}
