package dev.zoetrope.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.jdbc.LedgerTest;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskError;
import dev.zoetrope.video.TaskState;

/** A task that is hidden is in no list of what is shown, and everywhere else as before. */
class HiddenTasksTest extends LedgerTest {
    private static final Comparator<Task> OLDEST_FIRST = Comparator.comparing(Task::createdAt)
            .thenComparing(task -> task.id().value());

    private List<Task> pages(boolean oldestFirst, int limit) {
        List<Task> all = new ArrayList<>();
        Optional<Task> last = Optional.empty();
        do {
            List<Task> page = get(fixture.ledger.listShown(Tasks.ALICE, oldestFirst, limit, last.map(Task::id))).orElseThrow();
            assertThat(page.size()).isLessThanOrEqualTo(limit);
            all.addAll(page);
            last = page.stream().reduce((first, second) -> second);
        } while (last.isPresent());
        return all;
    }

    private Task completed(int millis) {
        Task task = Tasks.completed(inserted(Tasks.pending(Tasks.ALICE, Tasks.T0.plusMillis(millis))));
        get(fixture.ledger.transition(task));
        return task;
    }

    private Task read(Task task) {
        return get(fixture.ledger.find(task.id())).orElseThrow();
    }

    @Test
    void pages_in_both_directions_join_to_what_is_not_hidden() {
        // Given: tasks at three instants, in several states, every third of them hidden; and tasks of another caller
        List<Task> shown = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            Task task = i % 2 == 0 ? inserted(Tasks.pending(Tasks.ALICE, Tasks.T0.plusMillis(i % 3))) : completed(i % 3);
            if (i % 2 == 1 && i % 3 == 0) {
                assertThat(get(fixture.ledger.hide(task))).isTrue();
            } else {
                shown.add(task);
            }
            inserted(Tasks.pending(Tasks.BOB, Tasks.T0.plusMillis(i % 3)));
        }
        shown.sort(OLDEST_FIRST);
        // When
        List<Task> ascending = pages(true, 4);
        List<Task> descending = pages(false, 4);
        // Then
        assertThat(ascending).isEqualTo(shown);
        Collections.reverse(shown);
        assertThat(descending).isEqualTo(shown);
    }

    @Test
    void a_hidden_cursor_still_marks_the_place_and_a_foreign_one_does_not() {
        // Given
        Task older = completed(0);
        Task cursor = completed(1);
        completed(2);
        Task foreign = inserted(Tasks.pending(Tasks.BOB, Tasks.T0));
        // When
        get(fixture.ledger.hide(cursor));
        // Then
        assertThat(get(fixture.ledger.listShown(Tasks.ALICE, false, 10, Optional.of(cursor.id())))).contains(List.of(older));
        assertThat(get(fixture.ledger.listShown(Tasks.ALICE, false, 10, Optional.of(foreign.id())))).isEmpty();
    }

    @Test
    void a_hidden_task_is_found_and_listed_as_before_and_no_file_of_it_is_due() {
        // Given: a completed task whose files are still to be copied
        Task done = completed(0);
        Task due = done.dueAt(Tasks.T0);
        get(fixture.ledger.transition(due));
        // When
        boolean hidden = get(fixture.ledger.hide(due));
        // Then
        assertThat(hidden).isTrue();
        Task after = read(done);
        assertThat(after.hidden()).isTrue();
        assertThat(after.state()).isEqualTo(done.state());
        assertThat(after.version()).isEqualTo(due.version() + 1);
        assertThat(after.dueAt()).isNull();
        assertThat(get(fixture.ledger.list(Tasks.ALICE, Optional.empty(), 10, Optional.empty())).orElseThrow())
                .containsExactly(after);
        assertThat(get(fixture.ledger.claimDue(DueKind.COPY, Tasks.T0.plusSeconds(60), Creates.ANSWER, 10))).isEmpty();
    }

    @Test
    void a_failed_task_that_may_still_succeed_stays_due_and_stays_hidden() {
        // Given
        Task running = Tasks.running(inserted(Tasks.sending(Tasks.T0)), "vendor-late");
        get(fixture.ledger.transition(running));
        TaskState.Failed expired = ((TaskState.Running) running.state()).expire();
        Task late = running.transitionTo(expired, Tasks.T0, Tasks.T0);
        get(fixture.ledger.transition(late));
        // When
        get(fixture.ledger.hide(late));
        // Then
        Task hidden = read(late);
        assertThat(hidden.dueAt()).isEqualTo(Tasks.T0);
        assertThat(expired.error().code()).isEqualTo(TaskError.DEADLINE_EXCEEDED);
        get(fixture.ledger.transition(hidden.dueAt(Tasks.T0.plusSeconds(1))));
        assertThat(read(late).hidden()).isTrue();
    }

    @Test
    void of_two_writes_of_one_version_only_the_first_happens() {
        // Given
        Task done = completed(0);
        get(fixture.ledger.transition(done.dueAt(Tasks.T0)));
        // When
        boolean hidden = get(fixture.ledger.hide(done));
        // Then
        assertThat(hidden).isFalse();
        assertThat(read(done).hidden()).isFalse();
        assertThat(get(fixture.ledger.hide(read(done)))).isTrue();
        assertThat(get(fixture.ledger.hide(read(done)))).isFalse();
    }
}
