package dev.zoetrope.ledger;

import static dev.zoetrope.ledger.LedgerFixture.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import dev.zoetrope.video.Status;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;

/** What was being sent when the process died. */
@ParameterizedClass
@EnumSource(Database.class)
class SettlingTest {
    @Parameter
    Database database;
    private static final Instant NOW = Tasks.T0.plusSeconds(600);

    @TempDir
    Path directory;

    private static Task settled(Task task) {
        return task.to(new TaskState.Sending().lost(), NOW, null);
    }

    @Test
    void onlyWhatWasBeingSentIsSettled() {
        try (LedgerFixture fixture = new LedgerFixture(database, directory)) {
            // Given
            Task interrupted = Tasks.sending();
            List<Task> others = List.of(Tasks.pending(), Tasks.running(Tasks.sending(), "vendor-1"),
                    Tasks.completed(Tasks.sending()), settled(Tasks.sending()));
            get(fixture.ledger.open(Intent.of(interrupted)));
            others.forEach(task -> get(fixture.ledger.open(Intent.of(task))));
            // When
            int settled = get(fixture.ledger.settleInterrupted(NOW));
            // Then
            assertThat(settled).isEqualTo(1);
            assertThat(get(fixture.ledger.find(interrupted.id()))).contains(settled(interrupted));
            others.forEach(task -> assertThat(get(fixture.ledger.find(task.id()))).contains(task));
        }
    }

    @Test
    void anAcceptanceThatComesLateStillWins() {
        try (LedgerFixture fixture = new LedgerFixture(database, directory)) {
            // Given
            Task interrupted = Tasks.sending();
            get(fixture.ledger.open(Intent.of(interrupted)));
            get(fixture.ledger.settleInterrupted(NOW));
            Task settled = get(fixture.ledger.find(interrupted.id())).orElseThrow();
            TaskState reopened = ((TaskState.Failed) settled.state()).reopen("vendor-1", NOW);
            // When
            boolean won = get(fixture.ledger.advance(settled.to(reopened, NOW, NOW)));
            // Then
            assertThat(won).isTrue();
            assertThat(get(fixture.ledger.claimDue(DueKind.ASK, NOW, LedgerFixture.PATIENCE, 1))).hasSize(1);
        }
    }

    @Test
    void manyAreSettledInBatches() throws SQLException {
        try (LedgerFixture fixture = new LedgerFixture(database, directory)) {
            // Given
            int many = 2 * Settle.BATCH + 1;
            List<Uni<Opened>> opens = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                opens.add(fixture.ledger.open(Intent.of(Tasks.sending())));
            }
            LedgerFixture.all(opens);
            // When
            int settled = LedgerStart.settleInterrupted(fixture.source, NOW, LedgerFixture.PATIENCE);
            int rest = get(fixture.ledger.settleInterrupted(NOW));
            // Then
            assertThat(settled).isEqualTo(many);
            assertThat(rest).isZero();
            assertThat(get(fixture.ledger.counts())).containsEntry(Status.FAILED, (long) many)
                    .containsEntry(Status.PENDING, 0L);
        }
    }

    @Test
    void theLedgersOwnWayTakesBatchesToo() {
        try (LedgerFixture fixture = new LedgerFixture(database, directory)) {
            // Given: exactly one batch, so that a second, empty one is asked for
            List<Uni<Opened>> opens = new ArrayList<>();
            for (int i = 0; i < Settle.BATCH; i++) {
                opens.add(fixture.ledger.open(Intent.of(Tasks.sending())));
            }
            LedgerFixture.all(opens);
            // When
            int settled = get(fixture.ledger.settleInterrupted(NOW));
            // Then
            assertThat(settled).isEqualTo(Settle.BATCH);
        }
    }
}
