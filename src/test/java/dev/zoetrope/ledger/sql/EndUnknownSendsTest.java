package dev.zoetrope.ledger.sql;

import static dev.zoetrope.ledger.sql.LedgerFixture.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import dev.zoetrope.fake.LogLines;
import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.CreateResult;
import dev.zoetrope.ledger.DueKind;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.jdbc.SqlDialect;
import dev.zoetrope.ledger.task.EndUnknownSends;
import dev.zoetrope.video.Status;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;

/** The end of tasks that were being sent when the process died. */
@ParameterizedClass
@EnumSource(SqlDialect.class)
class EndUnknownSendsTest {
    @Parameter
    SqlDialect dialect;
    private static final Instant NOW = Tasks.T0.plusSeconds(600);

    @TempDir
    Path directory;

    private static Task failed(Task task) {
        return task.transitionTo(new TaskState.Sending().unknown(), NOW, null);
    }

    @Test
    void only_what_was_being_sent_is_settled() {
        try (LedgerFixture fixture = new LedgerFixture(dialect, directory)) {
            // Given
            Task interrupted = Tasks.sending();
            List<Task> others = List.of(Tasks.pending(), Tasks.running(Tasks.sending(), "vendor-1"),
                    Tasks.completed(Tasks.sending()), failed(Tasks.sending()));
            get(fixture.ledger.create(CreateIntent.of(interrupted)));
            others.forEach(task -> get(fixture.ledger.create(CreateIntent.of(task))));
            // When
            int ended;
            try (LogLines lines = new LogLines(EndUnknownSends.class)) {
                ended = fixture.failInterruptedSends(NOW);
                // Then
                assertThat(lines.lines()).singleElement().asString().contains(interrupted.id().value(), "may be billed");
            }
            assertThat(ended).isEqualTo(1);
            assertThat(get(fixture.ledger.find(interrupted.id()))).contains(failed(interrupted));
            others.forEach(task -> assertThat(get(fixture.ledger.find(task.id()))).contains(task));
        }
    }

    @Test
    void an_acceptance_that_comes_late_still_wins() {
        try (LedgerFixture fixture = new LedgerFixture(dialect, directory)) {
            // Given
            Task interrupted = Tasks.sending();
            get(fixture.ledger.create(CreateIntent.of(interrupted)));
            fixture.failInterruptedSends(NOW);
            Task settled = get(fixture.ledger.find(interrupted.id())).orElseThrow();
            TaskState reopened = ((TaskState.Failed) settled.state()).reopen("vendor-1", NOW);
            // When
            boolean won = get(fixture.ledger.transition(settled.transitionTo(reopened, NOW, NOW)));
            // Then
            assertThat(won).isTrue();
            assertThat(get(fixture.ledger.claimDue(DueKind.POLL, NOW, LedgerFixture.PATIENCE, 1))).hasSize(1);
        }
    }

    @Test
    void many_are_settled_in_batches() {
        try (LedgerFixture fixture = new LedgerFixture(dialect, directory)) {
            // Given
            int many = 2 * EndUnknownSends.BATCH + 1;
            List<Uni<CreateResult>> opens = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                opens.add(fixture.ledger.create(CreateIntent.of(Tasks.sending())));
            }
            LedgerFixture.all(opens);
            // When
            int ended = fixture.failInterruptedSends(NOW);
            int rest = fixture.failInterruptedSends(NOW);
            // Then
            assertThat(ended).isEqualTo(many);
            assertThat(rest).isZero();
            assertThat(get(fixture.ledger.countByStatus())).containsEntry(Status.FAILED, (long) many)
                    .containsEntry(Status.PENDING, 0L);
        }
    }

    @Test
    void a_full_batch_is_followed_by_an_empty_one() {
        try (LedgerFixture fixture = new LedgerFixture(dialect, directory)) {
            // Given: exactly one full batch, so that a second, empty one follows
            List<Uni<CreateResult>> opens = new ArrayList<>();
            for (int i = 0; i < EndUnknownSends.BATCH; i++) {
                opens.add(fixture.ledger.create(CreateIntent.of(Tasks.sending())));
            }
            LedgerFixture.all(opens);
            // When
            int ended = fixture.failInterruptedSends(NOW);
            // Then
            assertThat(ended).isEqualTo(EndUnknownSends.BATCH);
        }
    }
}
