package io.webhookcourier.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.webhookcourier.dispatch.Claim;
import io.webhookcourier.dispatch.QueueFixtures;
import io.webhookcourier.support.TestDatabase;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClaimRecheckTest {

    private static TestDatabase database;

    private final AtomicInteger statements = new AtomicInteger();
    private final ClaimRecheck recheck =
            new ClaimRecheck(counting(database.dataSource(), statements), QueueFixtures.STATEMENTS);

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void aRowThatIsStillOursMayBeSent() throws SQLException {
        assertThat(recheck.ask(claimed("w"))).isEqualTo(new ClaimFacts(false, false, true));
    }

    @Test
    void whatHasChangedMeanwhileIsSaid() throws SQLException {
        Claim delivered = claimed("w");
        database.update(
                "INSERT INTO courier.delivered_key (dedupe_key, webhook_event_id, delivered_at) VALUES (?, 'e', now())",
                delivered.event().dedupeKey());
        Claim paused = claimed("paused");
        database.update("INSERT INTO courier.pause (workspace_id) VALUES ('paused')");
        Claim lost = claimed("w");
        database.update(
                "UPDATE \"WebhookEvent\" SET \"lockedBy\" = 'another' WHERE \"id\" = ?",
                lost.event().id());

        assertThat(recheck.ask(delivered)).isEqualTo(new ClaimFacts(true, false, true));
        assertThat(recheck.ask(paused)).isEqualTo(new ClaimFacts(false, true, true));
        assertThat(recheck.ask(lost)).isEqualTo(new ClaimFacts(false, false, false));
        database.update("DELETE FROM courier.pause");
    }

    @Test
    void rowsThatAskAtTheSameTimeShareAStatementAndEachGetsItsOwnAnswer() throws Exception {
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            claims.add(claimed("w"));
        }
        Claim lost = claimed("w");
        database.update(
                "UPDATE \"WebhookEvent\" SET \"status\" = 'PENDING' WHERE \"id\" = ?",
                lost.event().id());

        List<CompletableFuture<ClaimFacts>> answers = new ArrayList<>();
        CompletableFuture<ClaimFacts> ofLost;
        try (Connection blocking = database.dataSource().getConnection();
                Statement statement = blocking.createStatement()) {
            blocking.setAutoCommit(false);
            statement.execute("LOCK TABLE courier.pause");
            answers.add(ask(claims.get(0)));
            await().until(() -> statements.get() == 1);
            claims.subList(1, 20).forEach(claim -> answers.add(ask(claim)));
            ofLost = ask(lost);
            await().until(() -> recheck.waiting() == 20);
            blocking.rollback();
        }

        for (CompletableFuture<ClaimFacts> answer : answers) {
            assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(new ClaimFacts(false, false, true));
        }
        assertThat(ofLost.get(20, TimeUnit.SECONDS).owned()).isFalse();
        assertThat(statements).hasValue(2);
    }

    @Test
    void aRowThatTheDatabaseCannotBeAskedAboutFailsAlone() throws Exception {
        Claim good = claimed("w");
        Claim bad = QueueFixtures.claim("no\0id", "w", 0);
        CompletableFuture<ClaimFacts> ofGood;
        CompletableFuture<ClaimFacts> ofBad;
        try (Connection blocking = database.dataSource().getConnection();
                Statement statement = blocking.createStatement()) {
            blocking.setAutoCommit(false);
            statement.execute("LOCK TABLE courier.pause");
            CompletableFuture<ClaimFacts> first = ask(claimed("w"));
            await().until(() -> statements.get() == 1);
            ofBad = ask(bad);
            ofGood = ask(good);
            await().until(() -> recheck.waiting() == 2);
            blocking.rollback();
            first.get(20, TimeUnit.SECONDS);
        }

        assertThat(ofGood.get(20, TimeUnit.SECONDS)).isEqualTo(new ClaimFacts(false, false, true));
        assertThatThrownBy(() -> ofBad.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(SQLException.class);
    }

    private CompletableFuture<ClaimFacts> ask(Claim claim) {
        CompletableFuture<ClaimFacts> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                answer.complete(recheck.ask(claim));
            } catch (SQLException e) {
                answer.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return answer;
    }

    private static Claim claimed(String workspace) {
        Claim claim = QueueFixtures.claim(UUID.randomUUID().toString(), workspace, 0);
        database.insertEvent(row -> row.id(claim.event().id())
                .dedupeKey(claim.event().dedupeKey())
                .workspaceId(workspace)
                .locked(Instant.now(), claim.event().ownerToken()));
        return claim;
    }

    private static DataSource counting(DataSource dataSource, AtomicInteger connections) {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    connections.incrementAndGet();
                    return method.invoke(dataSource, arguments);
                });
    }
}
