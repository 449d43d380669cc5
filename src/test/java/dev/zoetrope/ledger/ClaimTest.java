package dev.zoetrope.ledger;

import static dev.zoetrope.ledger.LedgerFixture.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;

/** Due tasks, and who gets them. */
@ParameterizedClass
@EnumSource(Database.class)
class ClaimTest {
    @Parameter
    Database database;
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Instant NOW = Tasks.T0.plusSeconds(60);

    @TempDir
    Path directory;
    private LedgerFixture fixture;

    @BeforeEach
    void open() {
        fixture = new LedgerFixture(database, directory);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Task opened(TaskState state, Instant due) {
        Task any = Tasks.pending();
        Task task = new Task(any.id(), any.caller(), any.request(), state, any.createdAt(), any.updatedAt(), due, 0, 0);
        get(fixture.ledger.open(Intent.of(task)));
        return task;
    }

    private List<Task> claim(DueKind kind, Instant now, int limit) {
        return get(fixture.ledger.claimDue(kind, now, LEASE, limit));
    }

    private static TaskState running(String vendorId) {
        return Tasks.running(Tasks.sending(), vendorId).state();
    }

    @Test
    void aClaimedTaskComesDueAgainWhenTheLeaseIsOver() {
        // Given
        Task task = opened(new TaskState.Pending(), NOW);
        // When
        List<Task> first = claim(DueKind.SEND, NOW, 10);
        List<Task> meanwhile = claim(DueKind.SEND, NOW.plus(LEASE).minusMillis(1), 10);
        List<Task> again = claim(DueKind.SEND, NOW.plus(LEASE), 10);
        // Then
        assertThat(first).containsExactly(new Task(task.id(), task.caller(), task.request(), task.state(),
                task.createdAt(), task.updatedAt(), NOW.plus(LEASE), 0, 0));
        assertThat(meanwhile).isEmpty();
        assertThat(again).extracting(Task::id).containsExactly(task.id());
    }

    @Test
    void whatIsNotDueOrWaitsForNothingIsNotClaimed() {
        // Given
        opened(new TaskState.Pending(), NOW.plusMillis(1));
        opened(new TaskState.Pending(), null);
        opened(new TaskState.Sending(), NOW.minusSeconds(5));
        opened(new TaskState.Pending().cancel(), null);
        opened(running("vendor-later"), NOW.plusSeconds(1));
        // When
        List<Task> claimed = new ArrayList<>(claim(DueKind.SEND, NOW, 10));
        claimed.addAll(claim(DueKind.ASK, NOW, 10));
        // Then
        assertThat(claimed).isEmpty();
    }

    @Test
    void eachKindFindsItsOwn() {
        // Given
        Task send = opened(new TaskState.Pending(), NOW);
        Task ask = opened(running("vendor-1"), NOW);
        TaskState late = ((TaskState.Running) running("vendor-2")).expire();
        Task askLate = opened(late, NOW);
        // When
        List<Task> toSend = claim(DueKind.SEND, NOW, 10);
        List<Task> toAsk = claim(DueKind.ASK, NOW, 10);
        // Then
        assertThat(toSend).extracting(Task::id).containsExactly(send.id());
        assertThat(toAsk).extracting(Task::id).containsExactlyInAnyOrder(ask.id(), askLate.id());
    }

    @Test
    void theLongestOverdueGoFirst() {
        // Given
        List<TaskId> inOrder = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            inOrder.add(opened(new TaskState.Pending(), NOW.minusSeconds(6 - i)).id());
        }
        // When
        List<Task> first = claim(DueKind.SEND, NOW, 4);
        List<Task> second = claim(DueKind.SEND, NOW, 4);
        // Then
        assertThat(first).extracting(Task::id).containsExactlyInAnyOrderElementsOf(inOrder.subList(0, 4));
        assertThat(second).extracting(Task::id).containsExactlyInAnyOrderElementsOf(inOrder.subList(4, 6));
    }

    @Test
    void claimersAtTheSameTimeNeverGetTheSameTask() {
        // Given
        List<Uni<Opened>> opens = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            opens.add(fixture.ledger.open(Intent.of(Tasks.pending())));
        }
        LedgerFixture.all(opens);
        List<Uni<List<Task>>> claimers = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            claimers.add(fixture.ledger.claimDue(DueKind.SEND, NOW, LEASE, 7));
        }
        // When
        List<Task> claimed = LedgerFixture.all(claimers).stream().flatMap(List::stream).toList();
        // Then
        assertThat(claimed).hasSize(300).extracting(Task::id).doesNotHaveDuplicates();
    }

    @Test
    void aClaimStopsNobodyElse() {
        // Given: somebody has read the task before the claim
        Task read = opened(new TaskState.Pending(), NOW);
        Task claimed = claim(DueKind.SEND, NOW, 1).get(0);
        // When
        boolean cancelled = get(fixture.ledger.advance(read.to(new TaskState.Pending().cancel(), NOW, null)));
        boolean sent = get(fixture.ledger.advance(claimed.to(new TaskState.Sending(), NOW, NOW.plus(LEASE))));
        // Then
        assertThat(cancelled).isTrue();
        assertThat(sent).isFalse();
    }
}
