package io.webhookcourier.api;

import static io.webhookcourier.support.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.webhookcourier.support.Http;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists: pages, filters, export. Run by {@link ApiTest}. */
abstract class ApiListCases extends ApiCases {

    @Test
    void eventsComeInPages() {
        String workspace = "pages-" + UUID.randomUUID();
        for (int i = 0; i < 5; i++) {
            scene.database().insertEvent(row -> row.workspaceId(workspace).provider("INBOXXIA"));
        }

        Set<String> ids = new HashSet<>();
        String after = "";
        do {
            JsonNode page = api.get(200, "/events", "", "workspaceId=" + workspace + "&limit=2" + after);
            page.get("events").forEach(event -> ids.add(event.get("id").textValue()));
            after = page.get("next").isNull()
                    ? null
                    : "&after=" + page.get("next").textValue();
        } while (after != null);

        assertThat(ids).hasSize(5);
    }

    @Test
    void severalStatusesAreAskedForAtOnce() {
        String workspace = "statuses-" + UUID.randomUUID();
        for (String status : List.of("PENDING", "SUCCEEDED", "FAILED")) {
            scene.database()
                    .insertEvent(row ->
                            row.workspaceId(workspace).provider("INBOXXIA").status(status));
        }

        JsonNode small = api.get(200, "/events", "", "workspaceId=" + workspace + "&status=FAILED,PENDING");
        JsonNode walked = api.get(200, "/events", "", "status=FAILED,PENDING&limit=200");

        assertThat(small.findValuesAsText("status")).containsExactlyInAnyOrder("FAILED", "PENDING");
        assertThat(walked.findValuesAsText("status"))
                .contains("FAILED", "PENDING")
                .doesNotContain("SUCCEEDED");
        assertThat(api.get(400, "/events", "", "status=FAILED,LOST")
                        .get("detail")
                        .textValue())
                .startsWith("status: one of PENDING, RUNNING, SUCCEEDED, FAILED is accepted");
        assertThat(api.get(400, "/events", "", "status=FAILED&status=PENDING")
                        .get("detail")
                        .textValue())
                .isEqualTo("status comes twice; once is accepted");
    }

    @Test
    void aListIsChosenByDedupeKeyAndByLeadAndNamesBoth() {
        String key = "crm:lead_created:" + UUID.randomUUID();
        String id = scene.database()
                .insertEvent(row -> row.dedupeKey(key).provider("INBOXXIA").raw("{\"leadId\": \"lead-9\"}"));

        JsonNode byKey = api.get(200, "/events", "", "dedupeKey=" + key);
        JsonNode other = api.get(200, "/events", "", "dedupeKey=" + key + "&status=FAILED,SUCCEEDED");
        JsonNode byLead = api.get(200, "/events", "", "leadId=lead-9");

        assertThat(byKey.get("events")).hasSize(1).isEqualTo(byLead.get("events"));
        assertThat(byKey.at("/events/0/id").textValue()).isEqualTo(id);
        assertThat(byKey.at("/events/0/dedupeKey").textValue()).isEqualTo(key);
        assertThat(byKey.at("/events/0/leadId").textValue()).isEqualTo("lead-9");
        assertThat(other.get("events")).isEmpty();
        assertThat(api.get(200, "/events/{id}", id, "").get("leadId").textValue())
                .isEqualTo("lead-9");
    }

    @Test
    void aListIsExportedAsCsvWithoutFormulas() {
        String workspace = "csv-" + UUID.randomUUID();
        String id = scene.database().insertEvent(row -> row.workspaceId(workspace)
                .provider("INBOXXIA")
                .status("FAILED")
                .raw("{\"leadId\": \"=HYPERLINK(1)\"}"));
        scene.database()
                .update("UPDATE \"WebhookEvent\" SET \"lastError\" = 'status=500 body=\"a,\nb\"' WHERE \"id\" = ?", id);

        Http.Answer csv = http.get("/api/v1/events.csv?status=FAILED&workspaceId=" + workspace);

        assertThat(csv.header("Content-Type")).isEqualTo("text/csv; charset=utf-8");
        assertThat(csv.header("Content-Disposition")).isEqualTo("attachment; filename=events.csv");
        assertThat(csv.body())
                .startsWith("id,status,outcome,provider,eventType,workspaceId,leadId,dedupeKey,")
                .contains("\r\n" + id + ",FAILED,,INBOXXIA,lead_created," + workspace + ",'=HYPERLINK(1),")
                .contains(",\"status=500 body=\"\"a,\nb\"\"\",");
        assertThat(http.get("/api/v1/events.csv?limit=3").status()).isEqualTo(400);
        assertThat(http.get("/events.csv?find=" + id).status()).isEqualTo(400);
        assertThat(http.get("/events.csv?status=FAILED&workspace=" + workspace).body())
                .isEqualTo(csv.body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit=0 | limit must be between 1 and 200 (was 0)",
                "limit=x | limit: a whole number is accepted",
                "status=DONE | status: one of PENDING, RUNNING, SUCCEEDED, FAILED is accepted",
                "from=yesterday | from: a moment such as 2026-03-01T10:00:00Z is accepted, with a zone or Z",
                "after=x | after: not a cursor of this list; take it from the page before",
                "statsu=FAILED | unknown parameter \"statsu\"",
                "status=%zz | the URL or the form is not percent-coded properly"
            })
    void aQuestionThatCannotBeAnsweredIsRefusedByName(String query, String detail) {
        assertThat(api.get(400, "/events", "", query).get("detail").textValue()).startsWith(detail);
    }

    @Test
    void aParameterThatComesTwiceIsRefusedByName() {
        assertThat(api.get(400, "/events", "", "workspaceId=a&workspaceId=b")
                        .get("detail")
                        .textValue())
                .isEqualTo("workspaceId comes twice; once is accepted");
    }

    @ParameterizedTest
    @CsvSource({
        "+999999999-12-31T00:00:00 0 x",
        "-999999999-01-01T00:00:01 3 x",
        "294276-01-01T00:00:00 3 x",
        "2026-01-01T00:00:00 9 x",
        "2026-01-01T00:00:00 -1 x"
    })
    void aForgedCursorIsTheClientsMistake(String plain) {
        String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
        assertThat(api.get(400, "/events", "", "after=" + cursor).get("detail").textValue())
                .startsWith("after: not a cursor");
    }
}
