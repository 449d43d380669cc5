package dev.zoetrope.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.jdbc.LedgerTest;
import dev.zoetrope.video.Status;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;

/** Ended tasks: the last completed ones, and the deletion of old ones. */
class RetentionTest extends LedgerTest {
    private static final Instant NOW = Tasks.T0.plusSeconds(3_600);

    /** A task that ended so many seconds ago. */
    private Task ended(TaskState state, int secondsAgo) {
        Task task = Tasks.pending(Tasks.ALICE, NOW.minusSeconds(600 + secondsAgo));
        return inserted(new Task(task.id(), task.caller(), task.request(), state, task.createdAt(),
                NOW.minusSeconds(secondsAgo), null, 1, 0));
    }

    private Task completed(int secondsAgo) {
        return ended(Tasks.completed(Tasks.running(Tasks.sending(), "vendor-" + secondsAgo)).state(), secondsAgo);
    }

    private List<Boolean> exist(Task... tasks) {
        return List.of(tasks).stream().map(task -> get(fixture.ledger.find(task.id())).isPresent()).toList();
    }

    @Test
    void the_words_of_the_ends_sort_before_the_others() {
        // Given: the index of ended rows relies on this order
        for (Status status : Status.values()) {
            // When, then
            assertThat(status.value().compareTo("pending") < 0).as(status.value()).isEqualTo(status.ended());
        }
    }

    @Test
    void the_oldest_ended_go_first_and_in_small_numbers() {
        // Given
        Task completed = completed(30);
        Task failed = ended(new TaskState.Sending().unknown(), 20);
        Task cancelled = ended(new TaskState.Pending().cancel(), 10);
        // When
        int first = remove(NOW, 2);
        List<Boolean> afterTheFirst = exist(completed, failed, cancelled);
        int second = remove(NOW, 2);
        // Then
        assertThat(first).isEqualTo(2);
        assertThat(afterTheFirst).containsExactly(false, false, true);
        assertThat(second).isEqualTo(1);
        assertThat(exist(cancelled)).containsExactly(false);
    }

    @Test
    void what_is_young_or_has_not_ended_stays() {
        // Given
        Task old = completed(11);
        Task young = completed(10);
        Task live = inserted(Tasks.running(Tasks.sending(), "vendor-live"));
        // When
        int removed = remove(NOW.minusSeconds(10), 100);
        // Then
        assertThat(removed).isEqualTo(1);
        assertThat(exist(old, young, live)).containsExactly(false, true, true);
    }

    @Test
    void what_has_changed_since_it_was_read_stays() {
        // Given
        Task old = completed(30);
        List<Task> read = get(fixture.ledger.ended(NOW, 10));
        get(fixture.ledger.transition(old.dueAt(null)));
        // When
        int removed = get(fixture.ledger.delete(read));
        // Then
        assertThat(read).containsExactly(old);
        assertThat(removed).isZero();
        assertThat(exist(old)).containsExactly(true);
    }

    @Test
    void what_is_still_to_be_copied_stays() {
        // Given
        Task kept = completed(30);
        Task due = Tasks.completed(Tasks.running(Tasks.sending(), "vendor-due"));
        inserted(
                new Task(due.id(), due.caller(), due.request(), due.state(), due.createdAt(), NOW.minusSeconds(40), NOW, 1, 0));
        // When
        int removed = remove(NOW, 10);
        // Then
        assertThat(removed).isEqualTo(1);
        assertThat(exist(kept, due)).containsExactly(false, true);
    }

    @Test
    void a_late_success_is_not_removed_while_it_is_looked_for() {
        // Given: two tasks that passed their deadline long ago: one is still polled, one is not
        TaskState expired = ((TaskState.Running) Tasks.running(Tasks.sending(), "vendor-1").state()).expire();
        Task given = ended(new TaskState.Pending().expire(), 100);
        Task asked = Tasks.pending(Tasks.ALICE, NOW.minusSeconds(900));
        inserted(new Task(asked.id(), asked.caller(), asked.request(), expired, asked.createdAt(), NOW.minusSeconds(100),
                NOW, 1, 0));
        // When
        int removed = remove(NOW, 100);
        // Then
        assertThat(removed).isEqualTo(1);
        assertThat(exist(given, asked)).containsExactly(false, true);
    }

    @Test
    void the_last_completed_come_newest_first() {
        // Given
        List<Task> completed = IntStream.of(50, 10, 40, 20, 30).mapToObj(this::completed).toList();
        ended(new TaskState.Pending().cancel(), 5);
        // When
        List<Task> last = get(fixture.ledger.lastCompleted(3));
        // Then
        assertThat(last).containsExactly(completed.get(1), completed.get(3), completed.get(4));
    }
}
