package io.webhookcourier.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventSearchTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final InspectionFixture fixture = new InspectionFixture();

    @BeforeEach
    void events() {
        for (int i = 0; i < 24; i++) {
            int number = i;
            EventStatus status = EventStatus.values()[i % 4];
            String id = fixture.database.insertEvent(row -> row.id(String.format("event-%02d", number))
                    .status(status.name())
                    .eventType(number % 3 == 0 ? "lead_created" : "crm_row_updated")
                    .workspaceId(number % 2 == 0 ? "even" : "odd")
                    .raw("{\"leadId\": \"lead-" + number + "\"}")
                    // Four of each moment, one of each status.
                    .runAt(NOON.minusSeconds(number / 4)));
            if (status == EventStatus.FAILED) {
                fixture.set(id, "\"lastError\" = 'crm_webhook_http_error status=422 body=\"No E-Mail 100%\"'");
            }
        }
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 24, 200})
    void pagesOfAnySizeShowEveryEventOnceLatestFirst(int size) {
        List<EventLine> lines = all(EventFilter.ALL, size);

        assertThat(lines).hasSize(24).isSortedAccordingTo(EventOrder.OF_LINES);
        assertThat(lines).extracting(EventLine::id).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void aStatusFindsItsOwn(EventStatus status) {
        assertThat(all(filter(status, null, null, null, null), 4))
                .hasSize(6)
                .allSatisfy(line -> assertThat(line.status()).isEqualTo(status));
    }

    @Test
    void aSmallWorkspaceIsSearchedAsAWhole() {
        assertThat(all(filter(null, "odd", null, null, null), 5))
                .hasSize(12)
                .isSortedAccordingTo(EventOrder.OF_LINES)
                .allSatisfy(line -> assertThat(line.workspaceId()).isEqualTo("odd"));
        assertThat(all(filter(EventStatus.FAILED, "odd", null, null, null), 4)).hasSize(6);
        assertThat(all(filter(EventStatus.FAILED, "even", null, null, null), 4)).isEmpty();
    }

    @Test
    void white_space_around_a_workspace_id_does_not_count() {
        fixture.database.insertEvent(row -> row.id("plain").workspaceId("sheet").runAt(NOON));
        fixture.database.insertEvent(
                row -> row.id("pasted").workspaceId("\u00a0sheet\u2003").runAt(NOON.minusSeconds(1)));
        fixture.database.insertEvent(
                row -> row.id("line").workspaceId("sheet\r\n").raw("{}").runAt(NOON.minusSeconds(2)));

        assertThat(all(filter(null, "sheet", null, null, null), 2))
                .extracting(EventLine::id)
                .containsExactly("plain", "pasted", "line");
        assertThat(all(filter(null, "odd\ufeff", null, null, null), 5)).hasSize(12);
    }

    @Test
    void typeLeadAndErrorAreLookedFor() {
        assertThat(all(filter(null, null, "lead_created", null, null), 3)).hasSize(8);
        assertThat(all(filter(null, null, null, "lead-7", null), 3))
                .singleElement()
                .extracting(EventLine::id)
                .isEqualTo("event-07");
        assertThat(all(filter(null, null, null, null, "no e-mail 100%"), 4)).hasSize(6);
        assertThat(all(filter(null, null, null, null, "No_E-Mail"), 4)).isEmpty();
    }

    @Test
    void aTimeRangeIncludesItsEnds() {
        EventFilter filter = new EventFilter(
                List.of(), null, null, null, NOON.minusSeconds(3), NOON.minusSeconds(2), null, null, null);

        assertThat(all(filter, 3)).hasSize(8).allSatisfy(line -> assertThat(line.runAt())
                .isBetween(NOON.minusSeconds(3), NOON.minusSeconds(2)));
    }

    @Test
    void manyEventsOfOneMomentArePagedThrough() {
        fixture.database.update("DELETE FROM \"WebhookEvent\"");
        insertMany(7_000, "'2026-03-01 12:00:00'", "'big'");

        List<EventLine> lines = all(filter(EventStatus.SUCCEEDED, null, null, null, null), 200);

        assertThat(lines).hasSize(7_000);
        assertThat(lines).extracting(EventLine::id).doesNotHaveDuplicates();
    }

    @Test
    void aLongSearchSaysHowFarItCameAndContinues() {
        insertMany(30_000, "timestamp '2026-02-01' - n * interval '1 second'", "'big'");

        EventFilter rare = filter(EventStatus.SUCCEEDED, null, null, "lead-of-29999", null);
        EventPage first = fixture.inspection.events(rare, null, 50);
        EventPage second = fixture.inspection.events(rare, first.next(), 50);

        assertThat(first.lines()).isEmpty();
        assertThat(first.searchedBackTo()).isBetween(NOON.minusSeconds(3_000_000), NOON);
        assertThat(second.lines()).hasSize(1);
        assertThat(second.next()).isNull();
        assertThat(second.searchedBackTo()).isNull();
    }

    @Test
    void aLargeWorkspaceIsWalkedThrough() {
        insertMany(6_000, "timestamp '2026-02-01' - n * interval '1 second'", "'big'");

        assertThat(all(filter(null, "big", null, null, null), 200))
                .hasSize(6_000)
                .isSortedAccordingTo(EventOrder.OF_LINES);
    }

    @Test
    void rowsOfTheEndOfTimeAreShownAndPagedOver() {
        fixture.set("event-00", "\"runAt\" = 'infinity'");
        fixture.set("event-01", "\"runAt\" = '-infinity'");

        List<EventLine> lines = all(EventFilter.ALL, 1);

        assertThat(lines).hasSize(24);
        assertThat(lines.get(0).id()).isEqualTo("event-00");
        assertThat(lines.get(23).id()).isEqualTo("event-01");
    }

    @Test
    void anEventIsFoundByItsIdAndByItsKey() {
        assertThat(fixture.inspection.find("event-03")).hasValue("event-03");
        assertThat(fixture.inspection.find("test:event-03")).hasValue("event-03");
        assertThat(fixture.inspection.find("event-3\0")).isEmpty();
    }

    @Test
    void whatIsNoCursorIsRefused() {
        assertThatThrownBy(() -> fixture.inspection.events(EventFilter.ALL, "abc", 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("after");
        assertThatThrownBy(() -> fixture.inspection.events(EventFilter.ALL, null, 201))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limit must be between 1 and 200 (was 201)");
    }

    private void insertMany(int count, String runAt, String workspace) {
        fixture.database.update(
                "INSERT INTO \"WebhookEvent\" (\"id\", \"provider\", \"eventType\", \"dedupeKey\", \"status\", \"runAt\","
                        + " \"workspaceId\", \"raw\", \"updatedAt\") SELECT 'many-' || n, 'CRM', 'lead_created', 'k' || n,"
                        + " 'SUCCEEDED', " + runAt + ", " + workspace
                        + ", jsonb_build_object('leadId', 'lead-of-' || n), now() FROM generate_series(1, " + count
                        + ") AS n");
    }

    private List<EventLine> all(EventFilter filter, int size) {
        List<EventLine> lines = new ArrayList<>();
        EventPage page = fixture.inspection.events(filter, null, size);
        lines.addAll(page.lines());
        while (page.next() != null) {
            page = fixture.inspection.events(filter, page.next(), size);
            lines.addAll(page.lines());
        }
        return lines;
    }

    private static EventFilter filter(
            EventStatus status, String workspace, String eventType, String lead, String errorText) {
        List<EventStatus> statuses = status == null ? List.of() : List.of(status);
        return new EventFilter(statuses, workspace, eventType, lead, null, null, errorText, null, null);
    }
}
