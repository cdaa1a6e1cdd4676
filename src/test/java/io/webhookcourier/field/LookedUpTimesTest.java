package io.webhookcourier.field;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.RouteFolder;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.Scene;
import io.webhookcourier.support.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

/** The service's machine is in New York, and a row look-up reads columns with dates and times. */
class LookedUpTimesTest {

    /** So many that the driver prepares the statement on the server and reads its answers in binary. */
    private static final int EVENTS = 8;

    private static final String LOOK_UP = """
            - route:
                id: look-up-crm-row
                description: Reads the lead from the application's own table
                from:
                  uri: direct
                  parameters:
                    name: look-up-crm-row
                  steps:
                    - to:
                        id: select-lead
                        uri: sql
                        parameters:
                          query: SELECT * FROM lead WHERE id = :#${exchangeProperty.crm.leadId}
                          outputType: SelectOne
            """;

    private static final String LEAD = """
            CREATE TABLE lead AS SELECT
                'lead-1' AS id,
                timestamptz '2026-03-01 12:00+00' AS zoned,
                timestamp '2026-03-01 12:00:00.1204' AS plain,
                timestamp '2026-03-08 02:30' AS skipped_hour,
                date '2026-03-08' AS day,
                time '02:30:00.5' AS at,
                time '24:00' AS midnight,
                timetz '02:30+02' AS at_offset,
                ARRAY[timestamptz '2026-03-01 12:00+00', NULL] AS zoned_list,
                ARRAY[ARRAY[timestamp '2026-03-08 02:30']] AS plain_matrix,
                ARRAY[date '2026-03-08'] AS days,
                ARRAY['a', 'ü'] AS tags,
                tstzrange('2026-03-08 07:30+00', NULL) AS during,
                jsonb_build_object('at', timestamp '2026-03-08 02:30') AS nested,
                timestamptz 'infinity' AS forever,
                date '-infinity' AS since_ever,
                timestamp '0044-03-15 12:00 BC' AS ides,
                NULL::timestamptz AS nothing,
                NULL::date[] AS no_days""";

    private static final String JSON = "{\"id\":\"lead-1\",\"zoned\":\"2026-03-01T12:00:00.000Z\","
            + "\"plain\":\"2026-03-01T12:00:00.120Z\",\"skipped_hour\":\"2026-03-08T02:30:00.000Z\","
            + "\"day\":\"2026-03-08\",\"at\":\"02:30:00.5\",\"midnight\":\"24:00:00\",\"at_offset\":\"02:30:00+02:00\","
            + "\"zoned_list\":[\"2026-03-01T12:00:00.000Z\",null],\"plain_matrix\":[[\"2026-03-08T02:30:00.000Z\"]],"
            + "\"days\":[\"2026-03-08\"],\"tags\":[\"a\",\"ü\"],\"during\":\"[\\\"2026-03-08 07:30:00+00\\\",)\","
            + "\"nested\":{\"at\":\"2026-03-08T02:30:00\"},\"forever\":\"infinity\",\"since_ever\":\"-infinity\","
            + "\"ides\":\"-0043-03-15T12:00:00.000Z\",\"nothing\":null,\"no_days\":null}";

    @Test
    void theReceiverGetsThemAsTheDatabaseHoldsThem() {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
        try (TestDatabase database = TestDatabase.create();
                RouteFolder routes = RouteFolder.shipped();
                Receiver receiver = Receiver.start()) {
            routes.write("look-up-crm-row.camel.yaml", LOOK_UP);
            database.update(LEAD);
            database.insertWorkspace("ws-1", receiver.url(), Scene.SECRET, "lead_created");
            try (RunningCourier courier = RunningCourier.start(database.jdbcUrl(), Map.of(), routes.workingFolder())) {
                assertThat(courier.url()).isNotNull();
                List<String> events = new ArrayList<>();
                for (int i = 0; i < EVENTS; i++) {
                    String id =
                            database.insertEvent(row -> row.workspaceId("ws-1").raw("{\"leadId\": \"lead-1\"}"));
                    events.add(id);
                    Scene.eventually(() -> assertThat(database.row(id)).containsEntry("status", "SUCCEEDED"));
                }

                assertThat(events)
                        .allSatisfy(id ->
                                assertThat(receiver.requests(id).get(0).text()).endsWith("\"row\":" + JSON + "}"));
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }
}
