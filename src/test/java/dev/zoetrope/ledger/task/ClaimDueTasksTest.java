package dev.zoetrope.ledger.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.CreateResult;
import dev.zoetrope.ledger.DueKind;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.jdbc.LedgerTest;
import dev.zoetrope.ledger.sql.LedgerFixture;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;

/** The claims of due tasks. */
class ClaimDueTasksTest extends LedgerTest {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Instant NOW = Tasks.T0.plusSeconds(60);

    private List<Task> claim(DueKind kind, Instant now, int limit) {
        return get(fixture.ledger.claimDue(kind, now, LEASE, limit));
    }

    private static TaskState running(String vendorId) {
        return Tasks.running(Tasks.sending(), vendorId).state();
    }

    @Test
    void a_claimed_task_comes_due_again_when_the_lease_is_over() {
        // Given
        Task task = inserted(new TaskState.Pending(), NOW);
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
    void what_is_not_due_or_waits_for_nothing_is_not_claimed() {
        // Given
        inserted(new TaskState.Pending(), NOW.plusMillis(1));
        inserted(new TaskState.Pending(), null);
        inserted(new TaskState.Sending(), NOW.minusSeconds(5));
        inserted(new TaskState.Pending().cancel(), null);
        inserted(running("vendor-later"), NOW.plusSeconds(1));
        // When
        List<Task> claimed = new ArrayList<>(claim(DueKind.SEND, NOW, 10));
        claimed.addAll(claim(DueKind.POLL, NOW, 10));
        // Then
        assertThat(claimed).isEmpty();
    }

    @Test
    void each_kind_finds_its_own() {
        // Given
        Task send = inserted(new TaskState.Pending(), NOW);
        Task ask = inserted(running("vendor-1"), NOW);
        TaskState late = ((TaskState.Running) running("vendor-2")).expire();
        Task askLate = inserted(late, NOW);
        // When
        List<Task> toSend = claim(DueKind.SEND, NOW, 10);
        List<Task> toAsk = claim(DueKind.POLL, NOW, 10);
        // Then
        assertThat(toSend).extracting(Task::id).containsExactly(send.id());
        assertThat(toAsk).extracting(Task::id).containsExactlyInAnyOrder(ask.id(), askLate.id());
    }

    @Test
    void the_longest_overdue_go_first() {
        // Given
        List<TaskId> inOrder = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            inOrder.add(inserted(new TaskState.Pending(), NOW.minusSeconds(6 - i)).id());
        }
        // When
        List<Task> first = claim(DueKind.SEND, NOW, 4);
        List<Task> second = claim(DueKind.SEND, NOW, 4);
        // Then
        assertThat(first).extracting(Task::id).containsExactlyInAnyOrderElementsOf(inOrder.subList(0, 4));
        assertThat(second).extracting(Task::id).containsExactlyInAnyOrderElementsOf(inOrder.subList(4, 6));
    }

    @Test
    void claimers_at_the_same_time_never_get_the_same_task() {
        // Given
        List<Uni<CreateResult>> opens = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            opens.add(fixture.ledger.create(CreateIntent.of(Tasks.pending())));
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
    void a_claim_stops_nobody_else() {
        // Given: a task that was read before the claim
        Task read = inserted(new TaskState.Pending(), NOW);
        Task claimed = claim(DueKind.SEND, NOW, 1).get(0);
        // When
        boolean cancelled = get(fixture.ledger.transition(read.transitionTo(new TaskState.Pending().cancel(), NOW, null)));
        boolean sent = get(fixture.ledger.transition(claimed.transitionTo(new TaskState.Sending(), NOW, NOW.plus(LEASE))));
        // Then
        assertThat(cancelled).isTrue();
        assertThat(sent).isFalse();
    }

    @Test
    void where_one_is_taken_at_a_time_each_caller_has_its_turn() {
        // Given
        for (int i = 0; i < 4; i++) {
            waiting(Tasks.ALICE, 100 - i);
        }
        waiting(Tasks.BOB, 50);
        waiting(new Caller("carol"), 40);
        waiting(new Caller("carol"), 39);
        // When
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            order.add(claim(DueKind.SEND, NOW, 1).get(0).caller().id());
        }
        // Then
        assertThat(order).containsExactly("alice", "bob", "carol", "alice", "carol", "alice", "alice");
    }

    @Test
    void a_batch_goes_on_behind_the_caller_whose_turn_was_last() {
        // Given
        for (String caller : List.of("alice", "bob", "carol")) {
            waiting(new Caller(caller), 10);
            waiting(new Caller(caller), 9);
        }
        // When
        List<Task> first = claim(DueKind.SEND, NOW, 4);
        List<Task> second = claim(DueKind.SEND, NOW, 1);
        // Then
        assertThat(first).extracting(task -> task.caller().id()).containsExactlyInAnyOrder("alice", "bob", "carol",
                "alice");
        assertThat(second).extracting(task -> task.caller().id()).containsExactly("bob");
    }

    private Task waiting(Caller caller, int secondsAgo) {
        Task task = Tasks.pending(caller, NOW.minusSeconds(secondsAgo));
        return inserted(task);
    }

    @Test
    void each_callers_first_goes_before_anybodys_second() {
        // Given: all creates of Alice have waited longer than those of Bob
        List<Task> alices = List.of(waiting(Tasks.ALICE, 9), waiting(Tasks.ALICE, 8), waiting(Tasks.ALICE, 7));
        List<Task> bobs = List.of(waiting(Tasks.BOB, 2), waiting(Tasks.BOB, 1));
        waiting(new Caller("carol"), -1);
        // When
        List<Task> first = claim(DueKind.SEND, NOW, 2);
        List<Task> then = claim(DueKind.SEND, NOW, 2);
        List<Task> last = claim(DueKind.SEND, NOW, 2);
        // Then
        assertThat(first).extracting(Task::id).containsExactlyInAnyOrder(alices.get(0).id(), bobs.get(0).id());
        assertThat(then).extracting(Task::id).containsExactlyInAnyOrder(alices.get(1).id(), bobs.get(1).id());
        assertThat(last).extracting(Task::id).containsExactly(alices.get(2).id());
    }

    @Test
    void what_waits_is_counted_by_caller() {
        // Given
        waiting(Tasks.ALICE, 1);
        waiting(Tasks.ALICE, -1);
        waiting(Tasks.BOB, 1);
        inserted(new TaskState.Sending(), NOW);
        inserted(new TaskState.Pending().cancel(), null);
        // When
        var waiting = get(fixture.ledger.pendingByCaller());
        // Then
        assertThat(waiting).containsExactlyInAnyOrderEntriesOf(Map.of(Tasks.ALICE, 2, Tasks.BOB, 1));
    }
}
