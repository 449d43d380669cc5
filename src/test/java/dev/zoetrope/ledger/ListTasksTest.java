package dev.zoetrope.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.jdbc.LedgerTest;
import dev.zoetrope.video.Status;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;

/** The list of a caller's own tasks, newest first, in pages. */
class ListTasksTest extends LedgerTest {
    private static final Comparator<Task> NEWEST_FIRST = Comparator.comparing(Task::createdAt)
            .thenComparing(task -> task.id().value()).reversed();

    private List<Task> page(Optional<Status> status, int limit, Task after) {
        return get(fixture.ledger.list(Tasks.ALICE, status, limit, Optional.ofNullable(after).map(Task::id)))
                .orElseThrow();
    }

    private List<Task> pages(Optional<Status> status, int limit) {
        List<Task> all = new ArrayList<>();
        List<Task> page = page(status, limit, null);
        while (!page.isEmpty()) {
            all.addAll(page);
            assertThat(page.size()).isLessThanOrEqualTo(limit);
            page = page(status, limit, page.get(page.size() - 1));
        }
        return all;
    }

    @Test
    void pages_join_to_all_tasks_in_order_even_where_times_are_equal() {
        // Given: seven tasks at each of three instants, with several statuses, and tasks of another caller
        List<Task> mine = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            Task task = inserted(Tasks.pending(Tasks.ALICE, Tasks.T0.plusMillis(i % 3)));
            if (i % 2 == 0) {
                task = Tasks.completed(task);
                get(fixture.ledger.transition(task));
            }
            mine.add(task);
            inserted(Tasks.pending(Tasks.BOB, Tasks.T0.plusMillis(i % 3)));
        }
        mine.sort(NEWEST_FIRST);
        // When
        List<Task> all = pages(Optional.empty(), 4);
        List<Task> completed = pages(Optional.of(Status.COMPLETED), 4);
        // Then
        assertThat(all).isEqualTo(mine);
        assertThat(completed).isEqualTo(mine.stream().filter(task -> task.status() == Status.COMPLETED).toList());
    }

    @Test
    void a_status_nobody_has_is_an_empty_page() {
        // Given
        inserted(Tasks.pending());
        // When
        List<Task> page = page(Optional.of(Status.CANCELLED), 10, null);
        // Then
        assertThat(page).isEmpty();
    }

    @Test
    void a_cursor_of_another_status_still_marks_the_place() {
        // Given
        Task older = inserted(Tasks.pending());
        Task cursor = inserted(Tasks.pending(Tasks.ALICE, Tasks.T0.plusSeconds(1)));
        inserted(Tasks.pending(Tasks.ALICE, Tasks.T0.plusSeconds(2)));
        // When
        List<Task> page = page(Optional.of(Status.PENDING), 10, cursor);
        // Then
        assertThat(page).extracting(Task::id).containsExactly(older.id());
    }

    @Test
    void a_cursor_that_is_unknown_or_somebody_elses_is_no_cursor() {
        // Given
        inserted(Tasks.pending());
        Task foreign = inserted(Tasks.pending(Tasks.BOB, Tasks.T0));
        TaskId unknown = Tasks.pending().id();
        // When
        Optional<List<Task>> afterForeign = get(
                fixture.ledger.list(Tasks.ALICE, Optional.empty(), 10, Optional.of(foreign.id())));
        Optional<List<Task>> afterUnknown = get(
                fixture.ledger.list(Tasks.ALICE, Optional.of(Status.PENDING), 10, Optional.of(unknown)));
        // Then
        assertThat(afterForeign).isEmpty();
        assertThat(afterUnknown).isEmpty();
    }
}
