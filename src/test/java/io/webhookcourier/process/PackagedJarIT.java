package io.webhookcourier.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The packaged jar on its embedded database: starts, delivers, stops, and finds everything again. */
@Execution(ExecutionMode.CONCURRENT)
class PackagedJarIT {

    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final WorkingFolder folder = WorkingFolder.create();
    private final EmbeddedServer server = new EmbeddedServer(folder);
    private final List<String> received = new CopyOnWriteArrayList<>();
    private HttpServer receiver;

    @BeforeEach
    void startReceiver() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        receiver.createContext("/", exchange -> {
            received.add(exchange.getRequestHeaders().getFirst("x-zrg-delivery-id"));
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        folder.set("courier.demo", "false");
        folder.set("courier.egress.allow-http", "true");
        folder.set("courier.egress.allowed-networks", "127.0.0.0/8");
    }

    @AfterEach
    void stopReceiver() {
        receiver.stop(0);
    }

    @Test
    void rowsOutliveAnEndInOrderAndAKill() throws Exception {
        try (CourierProcess first = start()) {
            insertWorkspace();
            insertEvent("delivered-at-first", "now()");
            awaitDelivered("delivered-at-first");
            insertEvent("due-later", "now() + interval '1 hour'");
            first.terminate();

            assertThat(first.awaitExit(STOP_LIMIT)).isIn(0, 143);
            assertThat(first.stderr()).isEmpty();
            await("end of the embedded server").atMost(STOP_LIMIT).until(() -> server.processes()
                    .isEmpty());
        }
        try (CourierProcess second = start()) {
            assertThat(statusIs("delivered-at-first", "SUCCEEDED")).isTrue();
            assertThat(statusIs("due-later", "PENDING")).isTrue();
            insertEvent("committed-before-the-kill", "now() + interval '1 hour'");
            second.kill();

            assertThat(server.processes())
                    .as("the server that the kill leaves behind")
                    .isNotEmpty();
        }
        try (CourierProcess third = start()) {
            server.update("UPDATE \"WebhookEvent\" SET \"runAt\" = now() AT TIME ZONE 'UTC'");
            awaitDelivered("due-later");
            awaitDelivered("committed-before-the-kill");
            third.terminate();

            assertThat(third.awaitExit(STOP_LIMIT)).isIn(0, 143);
            await("end of the embedded server").atMost(STOP_LIMIT).until(() -> server.processes()
                    .isEmpty());
        }
        assertThat(received).containsExactlyInAnyOrder("delivered-at-first", "due-later", "committed-before-the-kill");
    }

    @Test
    void anEndDuringTheFirstStartLeavesNoServerBehind() {
        try (CourierProcess process = CourierProcess.start(folder, Map.of())) {
            await("the server's first process").atMost(START_LIMIT).until(() -> !server.processes()
                    .isEmpty());
            process.terminate();

            assertThat(process.awaitExit(START_LIMIT)).isIn(0, 143);
            await("end of the embedded server").atMost(STOP_LIMIT).until(() -> server.processes()
                    .isEmpty());
        }
    }

    private CourierProcess start() {
        CourierProcess process = CourierProcess.start(folder, Map.of());
        server.awaitService(process, START_LIMIT);
        return process;
    }

    private void awaitDelivered(String id) {
        await(id + " delivered").atMost(Duration.ofMinutes(3)).until(() -> statusIs(id, "SUCCEEDED"));
    }

    private boolean statusIs(String id, String status) throws Exception {
        return server.holds("SELECT \"status\" = '" + status + "' FROM \"WebhookEvent\" WHERE \"id\" = '" + id + "'");
    }

    private void insertWorkspace() {
        server.update(
                "INSERT INTO \"WorkspaceSettings\" (\"id\", \"clientId\", \"crmWebhookEnabled\", \"crmWebhookUrl\","
                        + " \"crmWebhookEvents\", \"crmWebhookSecret\", \"updatedAt\")"
                        + " VALUES ('s', 'workspace-1', true, ?, '{lead_created}', 'secret', now())",
                "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook");
    }

    private void insertEvent(String id, String runAt) {
        server.update(
                "INSERT INTO \"WebhookEvent\" (\"id\", \"provider\", \"eventType\", \"dedupeKey\", \"runAt\","
                        + " \"workspaceId\", \"raw\", \"updatedAt\") VALUES (?, 'CRM', 'lead_created', ?, (" + runAt
                        + ") AT TIME ZONE 'UTC', 'workspace-1', '{\"leadId\": \"l\", \"row\": {}}', now())",
                id,
                "key-" + id);
    }
}
