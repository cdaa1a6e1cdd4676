package io.webhookcourier.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.support.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PausesTest {

    private static final Operator ADA = new Operator("ada", "receiver moves");
    private static final Operator BOB = new Operator("bob", null);

    private TestDatabase database;
    private Pauses pauses;

    @BeforeEach
    void createDatabase() {
        database = TestDatabase.create();
        pauses = new Pauses(database.dataSource());
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @Test
    void aPauseKeepsWhoWhyAndWhenUntilItIsResumed() throws SQLException {
        assertThat(pauses.pauseWorkspace(" w-1 ", ADA)).isTrue();
        assertThat(pauses.pauseEverything(BOB)).isTrue();

        assertThat(pauses.list()).hasSize(2);
        assertThat(pauses.list().get(0).workspaceId()).as("everything").isNull();
        assertThat(pauses.list().get(1)).satisfies(pause -> {
            assertThat(pause.workspaceId()).isEqualTo("w-1");
            assertThat(pause.pausedBy()).isEqualTo("ada");
            assertThat(pause.reason()).isEqualTo("receiver moves");
            assertThat(pause.pausedAt()).isNotNull();
        });
        assertThat(pauses.resumeEverything(BOB)).isTrue();
        assertThat(pauses.list()).extracting(Pause::workspaceId).containsExactly("w-1");
        assertThat(pauses.resumeWorkspace("w-1", BOB)).isTrue();
        assertThat(pauses.list()).isEmpty();
    }

    @Test
    void theFirstPauseIsKeptAndNoChangeLeavesNoAudit() throws SQLException {
        pauses.pauseWorkspace("w-1", ADA);

        assertThat(pauses.pauseWorkspace("w-1", BOB)).isFalse();
        assertThat(pauses.resumeWorkspace("w-2", BOB)).isFalse();

        assertThat(pauses.list()).extracting(Pause::pausedBy).containsExactly("ada");
        assertThat(database.query("SELECT actor, action, target, detail FROM courier.audit"))
                .singleElement()
                .satisfies(audit -> assertThat(audit)
                        .containsEntry("actor", "ada")
                        .containsEntry("action", "pause")
                        .containsEntry("target", "workspace:w-1")
                        .containsEntry("detail", "{\"reason\": \"receiver moves\"}"));
    }

    @Test
    void aBlankWorkspaceIsNotEverything() {
        assertThatThrownBy(() -> pauses.pauseWorkspace(" ", ADA))
                .isInstanceOf(OperationRefusedException.class)
                .hasMessage("the workspace's id is blank: name one, or pause everything");
        assertThat(database.value("SELECT count(*) FROM courier.pause")).isEqualTo(0L);
    }

    @Test
    void whoeverDoesItMustBeNamedAndCannotForgeLogLines() {
        assertThatThrownBy(() -> new Operator(" ", null)).isInstanceOf(OperationRefusedException.class);
        assertThat(new Operator("ada\n2026 INFO", "a\r\nb").name()).isEqualTo("ada 2026 INFO");
        assertThat(new Operator("ada", "a\r\nb").reason()).isEqualTo("a b");
    }
}
