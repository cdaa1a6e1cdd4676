package io.webhookcourier.health;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.Answer;
import io.webhookcourier.support.Kubelet;
import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.TestDatabase;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Liveness asks for a restart, readiness for a look. */
class HealthTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    private TestDatabase database;

    @BeforeEach
    void open() {
        database = TestDatabase.create();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aRouteThatAProviderNeedsAndThatDoesNotRunIsAMatterOfLiveness() throws Exception {
        try (RunningCourier courier = RunningCourier.start(database, Map.of())) {
            eventually(() -> assertThat(courier.get("/observe/health/ready").statusCode())
                    .isEqualTo(200));

            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            ObjectName pattern = new ObjectName("org.apache.camel:type=routes,name=\"deliver-crm\",*");
            for (ObjectName route : server.queryNames(pattern, null)) {
                server.invoke(route, "stop", new Object[0], new String[0]);
            }

            assertThat(courier.get("/observe/health/live").statusCode()).isEqualTo(503);
            assertThat(courier.get("/observe/health/live").body()).contains("these routes do not run: deliver-CRM");
            assertThat(courier.get("/observe/health/ready").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void aLateQueueIsSaidInTheDetailsAndLeavesTheWorkerReady() {
        CountDownLatch answered = new CountDownLatch(1);
        try (Receiver receiver = Receiver.start();
                RunningCourier courier = RunningCourier.start(
                        database,
                        Map.of("courier.delivery.concurrency-per-endpoint", "1", "courier.shutdown-timeout", "11s"))) {
            database.insertWorkspace("slow", receiver.url(), "whsec_slow", "lead_created");
            receiver.answer("held", Answer.status(200).heldUntil(answered));
            database.insertEvent(row ->
                    row.id("held").workspaceId("slow").runAt(Instant.now().minus(LONG)));
            database.insertEvent(row ->
                    row.id("waits").workspaceId("slow").runAt(Instant.now().minus(LONG)));
            receiver.answer("waits", Answer.status(200).heldUntil(answered));
            eventually(() -> assertThat(
                            courier.get("/observe/health/ready?data=true").body())
                    .containsPattern("\"oldest_due_seconds\" ?: ?6\\d\\d")
                    .containsPattern("\"late\" ?: ?true"));
            Kubelet kubelet = Kubelet.of(Path.of("deploy/kubernetes/webhook-courier.yaml"), courier.managementUrl());
            for (int i = 0; i < 10; i++) {
                kubelet.probe();
                assertThat(kubelet.ready()).as("the pod stays in service").isTrue();
                assertThat(kubelet.restarts()).isFalse();
            }
            answered.countDown();
        }
    }

    @Test
    void whatWaitsForAPausedWorkspaceIsNotLate() {
        database.update("INSERT INTO courier.pause (workspace_id) VALUES ('acme')");
        database.insertEvent(row -> row.workspaceId("acme").runAt(Instant.now().minus(LONG)));
        try (RunningCourier courier = RunningCourier.start(database, Map.of())) {
            eventually(() -> assertThat(
                            courier.get("/observe/health/ready?data=true").body())
                    .containsPattern("\"pending_paused\" ?: ?1")
                    .containsPattern("\"late\" ?: ?false"));
            assertThat(courier.get("/observe/health/ready").statusCode()).isEqualTo(200);
            assertThat(courier.metric("courier_queue_rows{status=\"pending_paused\"}"))
                    .isEqualTo(1);
            assertThat(courier.metric("courier_queue_oldest_due_seconds")).isZero();
        }
    }
}
