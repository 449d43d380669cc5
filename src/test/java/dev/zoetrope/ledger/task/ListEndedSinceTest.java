package dev.zoetrope.ledger.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.jdbc.LedgerTest;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;

/** A caller's tasks that have ended since a time, and the lookup of many tasks by their ids. */
class ListEndedSinceTest extends LedgerTest {
    private static final Comparator<Task> BY_END = Comparator.comparing(Task::updatedAt)
            .thenComparing(task -> task.id().value());

    private Task ended(Caller caller, TaskState state, Instant at) {
        Task task = inserted(Tasks.pending(caller, Tasks.T0)).transitionTo(state, at, null);
        assertThat(get(fixture.ledger.transition(task))).isTrue();
        return task;
    }

    private List<Task> pages(Instant since, int limit) {
        List<Task> all = new ArrayList<>();
        List<Task> page = get(fixture.ledger.ended(Tasks.ALICE, since, Optional.empty(), limit));
        while (!page.isEmpty()) {
            all.addAll(page);
            assertThat(page.size()).isLessThanOrEqualTo(limit);
            Task last = page.get(page.size() - 1);
            page = get(fixture.ledger.ended(Tasks.ALICE, last.updatedAt(), Optional.of(last.id()), limit));
        }
        return all;
    }

    @Test
    void pages_join_to_all_that_has_ended_since_even_where_times_are_equal() {
        // Given: seven ended tasks at each of three instants, of every kind; live tasks; and tasks of another caller
        List<TaskState> ends = List.of(new TaskState.Cancelled(null, 0, null), new TaskState.Pending().expire(),
                new TaskState.Sending().unknown());
        List<Task> mine = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            mine.add(ended(Tasks.ALICE, ends.get(i % 3), Tasks.T0.plusMillis(i % 3 * 10)));
            ended(Tasks.BOB, ends.get(i % 3), Tasks.T0.plusMillis(i % 3 * 10));
            inserted(Tasks.pending(Tasks.ALICE, Tasks.T0));
        }
        mine.sort(BY_END);
        // When, then
        assertThat(pages(Tasks.T0, 4)).isEqualTo(mine);
        assertThat(pages(Tasks.T0, 100)).isEqualTo(mine);
        assertThat(pages(Tasks.T0.plusMillis(10), 4)).isEqualTo(mine.subList(7, 21));
        assertThat(pages(Tasks.T0.plusMillis(11), 4)).isEqualTo(mine.subList(14, 21));
        assertThat(pages(Tasks.T0.plusMillis(21), 4)).isEmpty();
    }

    @Test
    void tasks_are_found_by_their_ids_however_many_there_are() {
        // Given
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < TaskSql.IDS_PER_STATEMENT * 2 + 7; i++) {
            tasks.add(inserted(Tasks.pending()));
        }
        List<TaskId> ids = new ArrayList<>(tasks.stream().map(Task::id).toList());
        ids.add(3, new TaskId("task-unified-1-zzzzzzzz"));
        // When, then
        assertThat(get(fixture.ledger.find(ids))).containsExactlyInAnyOrderElementsOf(tasks);
        assertThat(get(fixture.ledger.find(ids.subList(0, 1)))).containsExactly(tasks.get(0));
        assertThat(get(fixture.ledger.find(List.of()))).isEmpty();
    }
}
