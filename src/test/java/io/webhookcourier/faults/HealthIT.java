package io.webhookcourier.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webhookcourier.process.CourierProcess;
import io.webhookcourier.process.WorkingFolder;
import io.webhookcourier.support.Http;
import io.webhookcourier.support.Kubelet;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A service that delivers nothing does not call itself ready, and says why: to a probe, in the log, to people. */
@Execution(ExecutionMode.CONCURRENT)
class HealthIT {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(75);
    private static final Path MANIFEST = Path.of("deploy/kubernetes/webhook-courier.yaml");
    private static final Duration OUTAGE = Scale.current().seconds(6, 100);

    private final WorkingFolder folder = WorkingFolder.create();

    @Test
    void itIsNotReadyWhileNothingCanBeClaimedAndSaysWhy() throws Exception {
        try (OwnServer server = OwnServer.start();
                CourierProcess service = start(server)) {
            Http management = Http.to(urlOf("health", service));
            Http console = Http.to(urlOf("console", service));
            awaitReady(management, ready -> ready.status() == 200);

            server.stopHard();
            Pause.of(OUTAGE);
            server.startAgain();
            service.awaitOutput("PostgreSQL accepts connections again, after ", NOTICED_WITHIN);
            assertThat(linesAfterTheStart(service))
                    .hasSizeBetween(2, 6)
                    .allMatch(line -> line.contains(" WARN  trouble    PostgreSQL at 127.0.0.1:")
                            || line.contains(" INFO  over       PostgreSQL accepts connections again, after "));

            try (Connection other = server.connect();
                    Statement lock = other.createStatement()) {
                other.setAutoCommit(false);
                lock.execute("SET application_name = 'migration'; LOCK TABLE \"WebhookEvent\"");
                awaitReady(
                        management,
                        ready -> ready.status() == 503
                                && ready.body().contains("claims have failed since ")
                                && ready.body().contains("(migration) holds"));
                Kubelet kubelet = Kubelet.of(MANIFEST, urlOf("health", service));
                kubelet.probe();
                kubelet.probe();
                kubelet.probe();
                assertThat(kubelet.ready()).isFalse();
                assertThat(kubelet.restarts()).as("a restart would not help").isFalse();
                assertThat(service.stdout()).containsPattern("WARN +trouble +claims have failed since ");
                assertThat(management.get("/observe/metrics").body()).contains("courier_problem{what=\"claims\"} 1");
                await("the console's page").atMost(NOTICED_WITHIN).untilAsserted(() -> assertThat(
                                console.get("/").body())
                        .contains("Claims have failed since ")
                        .contains("(migration) holds"));
                assertThat(status(server)).contains("Claims have failed since ").contains("(migration) holds");
            }
            awaitReady(management, ready -> ready.status() == 200);
            service.awaitOutput("Rows are claimed again, after ", NOTICED_WITHIN);

            server.requireStandby("absent");
            awaitReady(
                    management,
                    ready -> ready.status() == 503 && ready.body().contains("commits wait for a synchronous standby"));
            assertThat(status(server)).contains("commits wait for a synchronous standby");
            server.requireStandby("");
            awaitReady(management, ready -> ready.status() == 200);
        }
    }

    private CourierProcess start(OwnServer server) {
        folder.set("courier.demo", "false");
        CourierProcess service = CourierProcess.start(
                folder, Map.of("DATABASE_URL", server.table().url()));
        service.awaitOutput("claiming ", START_LIMIT);
        return service;
    }

    private String status(OwnServer server) {
        try (CourierProcess command = CourierProcess.start(
                folder, Map.of("DATABASE_URL", server.table().url()), "status")) {
            command.awaitExit(START_LIMIT);
            return command.stdout() + command.stderr();
        }
    }

    private static List<String> linesAfterTheStart(CourierProcess service) {
        return service.stdout()
                .lines()
                .dropWhile(line -> !line.contains("claiming "))
                .skip(1)
                .toList();
    }

    private static String urlOf(String what, CourierProcess service) {
        Matcher url = Pattern.compile(what + " +(http://[^/]+)/").matcher(service.stdout());
        assertThat(url.find()).isTrue();
        return url.group(1);
    }

    private static void awaitReady(Http management, Predicate<Http.Answer> expected) {
        await("readiness")
                .atMost(NOTICED_WITHIN)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    Http.Answer ready = management.get("/observe/health/ready");
                    assertThat(expected.test(ready))
                            .as(ready.status() + " " + ready.body())
                            .isTrue();
                });
    }
}
