package io.webhookcourier.metrics;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.Http;
import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.RouteFolder;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.Scene;
import io.webhookcourier.support.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Prometheus sees of a running service. */
class MetricsTest {

    private static TestDatabase database;
    private static Receiver receiver;
    private static RouteFolder routes;
    private static RunningCourier courier;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        receiver = Receiver.start();
        routes = RouteFolder.shipped();
        database.insertWorkspace("w", receiver.url(), Scene.SECRET, "lead_created");
        courier = RunningCourier.start(database.jdbcUrl(), Map.of(), routes.workingFolder());
    }

    @AfterAll
    static void stop() {
        courier.close();
        routes.close();
        receiver.close();
        database.close();
    }

    @Test
    void everyMetricOfTheContractIsThere() {
        deliverOne();
        eventually(() -> assertThat(courier.metrics())
                .contains(
                        "courier_deliveries_total{outcome=\"delivered\",provider=\"CRM\",status=\"2xx\"}",
                        "courier_delivery_duration_seconds_bucket{",
                        "courier_delivery_latency_seconds_bucket{",
                        "courier_queue_rows{status=\"pending_due\"}",
                        "courier_queue_rows{status=\"pending_waiting\"}",
                        "courier_queue_rows{status=\"running\"}",
                        "courier_queue_rows{status=\"failed\"}",
                        "courier_queue_rows{status=\"succeeded\"}",
                        "courier_queue_oldest_due_seconds ",
                        "courier_in_flight ",
                        "courier_locks_released_total{reason=\"stale_lock\"}",
                        "courier_locks_released_total{reason=\"dead_worker\"}",
                        "courier_locks_lost_total "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain | text/plain",
                "text/plain; version=0.0.4 | text/plain",
                "text/* | text/plain",
                "application/openmetrics-text | application/openmetrics-text",
                "application/openmetrics-text;version=1.0.0;q=0.5, text/plain;version=0.0.4;q=0.3, */*;q=0.1 | application/openmetrics-text"
            })
    void aFormatIsAskedForWithItsVersionOrWithout(String accepted, String type) {
        Http.Answer metrics = Http.to(courier.managementUrl()).get("/observe/metrics", "Accept: " + accepted);

        assertThat(metrics.status()).isEqualTo(200);
        assertThat(metrics.header("Content-Type")).startsWith(type + "; version=");
        assertThat(metrics.body()).contains("courier_in_flight ");
    }

    @Test
    void thePoolTheJvmAndCamelAreThereToo() {
        assertThat(courier.metrics())
                .contains(
                        "hikaricp_connections_active{pool=\"webhook-courier\"}",
                        "hikaricp_connections_pending{",
                        "jvm_memory_used_bytes{",
                        "jvm_gc_memory_allocated_bytes_total ",
                        "jvm_threads_live_threads ",
                        "process_cpu_usage ",
                        "process_files_open_files ",
                        "camel_routes_running_routes{",
                        "camel_exchanges_failed_total{");
        double claims = courier.metric(claims());
        assertThat(claims).isPositive();
        eventually(() -> assertThat(courier.metric(claims())).isGreaterThan(claims));
    }

    @Test
    void aReloadOfTheRoutesTakesNoMeterAwayAndANewRouteIsCounted() {
        deliverOne();
        double delivered = courier.metric(delivered());
        List<String> names = names();

        routes.write("extra.camel.yaml", """
                - route:
                    id: extra
                    from:
                      uri: direct
                      parameters:
                        name: extra
                      steps:
                        - log:
                            message: nothing
                """);
        eventually(() -> assertThat(courier.metrics()).contains("routeId=\"extra\""));

        assertThat(names()).containsAll(names);
        assertThat(courier.metric(delivered())).isEqualTo(delivered);
        deliverOne();
        eventually(() -> assertThat(courier.metric(delivered())).isEqualTo(delivered + 1));
    }

    @Test
    void anEditWithAMistakeIsAMetric() {
        assertThat(courier.metric("courier_routes_reload_failed")).isZero();
        routes.write("broken.camel.yaml", "- route: [");
        eventually(
                () -> assertThat(courier.metric("courier_routes_reload_failed")).isEqualTo(1));
        routes.delete("broken.camel.yaml");
        eventually(
                () -> assertThat(courier.metric("courier_routes_reload_failed")).isZero());
    }

    private static void deliverOne() {
        String id = database.insertEvent(row -> row.workspaceId("w"));
        eventually(() -> assertThat(database.row(id)).containsEntry("status", "SUCCEEDED"));
        eventually(() -> assertThat(courier.metric(delivered())).isPositive());
    }

    private static List<String> names() {
        return courier.metrics()
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .toList();
    }

    private static String delivered() {
        return "courier_deliveries_total{outcome=\"delivered\",provider=\"CRM\",status=\"2xx\"}";
    }

    private static String claims() {
        return "camel_exchanges_total{camelContext=\"webhook-courier\",routeId=\"claim-due-events\"}";
    }
}
