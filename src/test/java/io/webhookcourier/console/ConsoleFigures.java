package io.webhookcourier.console;

import io.webhookcourier.support.Http;
import io.webhookcourier.support.Scene;
import io.webhookcourier.support.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Prints how long each of the console's pages takes with 1,000,000 rows in the table, and what the console costs
 * deliveries: {@code mvn test -Dtest=ConsoleFigures}. Asserts nothing: machines differ.
 */
class ConsoleFigures {

    private static final int TIMES = 15;
    private static final int DELIVERIES = 60_000;

    /** Most have succeeded long ago in steps, 200,000 at one moment; 1,000 workspaces, and one with half of all rows. */
    private static final String ROWS = """
            INSERT INTO "WebhookEvent" ("id", "provider", "eventType", "dedupeKey", "status", "runAt", "attempts",
                                        "workspaceId", "raw", "createdAt", "finishedAt", "updatedAt", "lastError")
            SELECT gen_random_uuid()::text, 'CRM', CASE WHEN n % 3 = 0 THEN 'lead_created' ELSE 'crm_row_updated' END,
                   'crm:' || md5(n::text),
                   CASE WHEN n % 20 = 0 THEN 'FAILED' WHEN n % 100 = 1 THEN 'PENDING' ELSE 'SUCCEEDED' END
                       ::"WebhookEventStatus",
                   CASE WHEN n % 100 = 1 THEN t.moment + interval '400 days' WHEN n % 5 = 2 THEN t.bulk ELSE t.moment END,
                   1 + n % 8, CASE WHEN n % 2 = 0 THEN 'big' ELSE 'workspace-' || n % 1000 END,
                   jsonb_build_object('leadId', 'lead-' || n, 'row', jsonb_build_object('text', repeat('x', 400))),
                   t.moment, t.moment, t.moment,
                   CASE WHEN n % 20 = 0 THEN 'crm_webhook_http_error status=' || 400 + n % 23 END
            FROM generate_series(1, 1000000) AS n,
                 LATERAL (SELECT now() AT TIME ZONE 'UTC' - n * interval '2 seconds' AS moment,
                                 (now() AT TIME ZONE 'UTC' - interval '3 days')::timestamp(3) AS bulk) AS t""";

    @Test
    void everyPageWithAMillionRows() {
        TestDatabase database = TestDatabase.create();
        database.update(ROWS);
        database.update("INSERT INTO \"WorkspaceSettings\" (\"id\", \"clientId\", \"crmWebhookEnabled\","
                + " \"crmWebhookUrl\", \"crmWebhookEvents\", \"crmWebhookSecret\", \"updatedAt\") SELECT 'id-' || n,"
                + " 'workspace-' || n, true, 'https://hooks.example.com/' || n, '{lead_created}', 's', now()"
                + " FROM generate_series(0, 999) AS n");
        database.update("INSERT INTO courier.workspace_figures SELECT 'workspace-' || n, date_trunc('hour', now())"
                + " - h * interval '1 hour', 100, 3, 1, 0, 'missing_lead_id', now(), 'x'"
                + " FROM generate_series(0, 999) AS n, generate_series(0, 167) AS h");
        database.update("VACUUM ANALYZE");
        try (Scene scene = Scene.start(database, Map.of("courier.demo", "false"))) {
            Http http = Http.to(scene.courier().url());
            String id =
                    (String) database.value("SELECT \"id\" FROM \"WebhookEvent\" WHERE \"status\" = 'FAILED' LIMIT 1");
            String deep = cursorAfter(http, 40);
            Map<String, String> pages = new LinkedHashMap<>();
            pages.put("overview", "/");
            pages.put("overview, refreshed part", "/live");
            pages.put("events", "/events");
            pages.put("events, 40 pages on", "/events?after=" + deep);
            pages.put("events: SUCCEEDED", "/events?status=SUCCEEDED");
            pages.put("events: all of one moment", "/events?status=SUCCEEDED&until=" + bulkMoment(database));
            pages.put("events: small workspace", "/events?workspace=workspace-7");
            pages.put("events: workspace with 500,000", "/events?workspace=big");
            pages.put("events: event type", "/events?type=lead_created");
            pages.put("events: text in the error", "/events?error=status%3D422");
            pages.put("events: text in no error", "/events?error=nowhere");
            pages.put("events: lead that is nowhere", "/events?lead=nobody");
            pages.put("events: a day", "/events?from=2026-11-20T00:00&until=2026-11-21T00:00");
            pages.put("events by id", "/events?find=" + id);
            pages.put("one event", "/events/" + id);
            pages.put("workspaces", "/workspaces");
            pages.put("workspaces, searched", "/workspaces?contains=99");
            pages.put("replays", "/replays");
            pages.put("replay: 50,000 failed, counted", "/replays/new?status=FAILED");
            System.out.println("| page | first | median | longest |");
            pages.forEach((name, path) -> System.out.println(line(name, http, path)));
        }
    }

    @Test
    void deliveriesWithTheConsoleClosedAndOpen() throws InterruptedException {
        try (TestDatabase database = TestDatabase.create();
                Scene scene = Scene.start(database, Map.of())) {
            String workspace = scene.workspace();
            drain(scene, workspace);
            for (int round = 1; round <= 3; round++) {
                System.out.println("closed: " + drain(scene, workspace) + " deliveries/s");
                CountDownLatch closed = new CountDownLatch(1);
                Thread visitor = new Thread(() -> visit(Http.to(scene.courier().url()), closed));
                visitor.start();
                System.out.println("open:   " + drain(scene, workspace) + " deliveries/s");
                closed.countDown();
                visitor.join();
            }
        }
    }

    /** As a browser with the overview open, and a user who looks at the events just as often. */
    private static void visit(Http http, CountDownLatch closed) {
        try {
            do {
                http.get("/live");
                http.get("/events");
            } while (!closed.await(5, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long drain(Scene scene, String workspace) {
        scene.database().update("INSERT INTO courier.pause (workspace_id) VALUES (?)", workspace);
        scene.database()
                .update(
                        "INSERT INTO \"WebhookEvent\" (\"id\", \"provider\", \"eventType\", \"dedupeKey\", \"runAt\","
                                + " \"workspaceId\", \"raw\", \"updatedAt\") SELECT gen_random_uuid()::text, 'CRM',"
                                + " 'lead_created', gen_random_uuid()::text, now() AT TIME ZONE 'UTC', ?,"
                                + " jsonb_build_object('leadId', n::text, 'row', '{}'::jsonb), now()"
                                + " FROM generate_series(1, ?) AS n",
                        workspace,
                        DELIVERIES);
        int before = scene.receiver().requests().size();
        long start = System.nanoTime();
        scene.database().update("DELETE FROM courier.pause");
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> scene.receiver().requests().size() >= before + DELIVERIES);
        return DELIVERIES * 1_000_000_000L / (System.nanoTime() - start);
    }

    private static String line(String name, Http http, String path) {
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            long start = System.nanoTime();
            Http.Answer answer = http.get(path);
            millis.add((System.nanoTime() - start) / 1_000_000);
            if (answer.status() != 200 && answer.status() != 303) {
                return "| " + name + " | status " + answer.status() + " |";
            }
        }
        long first = millis.get(0);
        Collections.sort(millis);
        return "| " + name + " | " + first + " ms | " + millis.get(TIMES / 2) + " ms | " + millis.get(TIMES - 1)
                + " ms |";
    }

    private static String cursorAfter(Http http, int pages) {
        String after = "";
        for (int i = 0; i < pages; i++) {
            String body = http.get("/api/v1/events?limit=50" + after).body();
            after = "&after=" + body.replaceAll("(?s).*\"next\":\"([^\"]+)\".*", "$1");
        }
        return after.substring("&after=".length());
    }

    private static String bulkMoment(TestDatabase database) {
        return database.value("SELECT to_char(\"runAt\" + interval '1 second', 'YYYY-MM-DD\"T\"HH24:MI:SS') FROM"
                        + " \"WebhookEvent\" WHERE \"status\" = 'SUCCEEDED' GROUP BY \"runAt\" HAVING count(*) > 1000")
                .toString();
    }
}
