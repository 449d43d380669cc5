package dev.zoetrope.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.Creates;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.commit.JdbcBatchExecutor;
import dev.zoetrope.ledger.commit.WriteOperation;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.ledger.task.DeleteTasks;
import dev.zoetrope.ledger.task.TransitionTask;
import dev.zoetrope.video.Task;

/** The memory of live tasks is bounded, and no read adds a task that may have changed meanwhile. */
class LiveTasksTest {
    private static final JdbcBatchExecutor.CommitOutcomeListener<WriteOperation<?>> NOBODY = new JdbcBatchExecutor.CommitOutcomeListener<>() {
        @Override
        public void uncertain(List<WriteOperation<?>> batch) {
            // not needed
        }

        @Override
        public void committed(List<WriteOperation<?>> batch) {
            // not needed
        }

        @Override
        public void recover(JdbcSession session) {
            // not needed
        }
    };

    private final Task task = Tasks.pending();

    private static LiveTasks liveTasks(int tasks, long bytes) {
        return new LiveTasks(new LiveTaskLimits(tasks, bytes), NOBODY);
    }

    private static void add(LiveTasks live, Task task) {
        live.end(live.begin(task.id()), task);
    }

    private List<WriteOperation<?>> write() {
        return List.of(new DeleteTasks(List.of(task)));
    }

    @Test
    void a_write_removes_its_task_before_its_commit() {
        LiveTasks live = liveTasks(10, 100_000);
        add(live, task);
        assertThat(live.get(task.id())).isSameAs(task);

        live.beforeCommit(write());

        assertThat(live.get(task.id())).isNull();
        assertThat(live.bytes()).isZero();
    }

    @Test
    void a_read_that_runs_twice_counts_once() {
        LiveTasks live = liveTasks(10, 100_000);
        LiveTasks.Read read = live.begin(task.id());
        live.end(read, task);
        long once = live.bytes();

        live.end(read, task);

        assertThat(live.bytes()).isEqualTo(once).isPositive();
        live.beforeCommit(write());
        assertThat(live.bytes()).isZero();
    }

    @Test
    void a_read_that_began_before_the_write_adds_nothing() {
        LiveTasks live = liveTasks(10, 100_000);
        LiveTasks.Read before = live.begin(task.id());
        live.beforeCommit(write());
        live.end(before, task);

        assertThat(live.get(task.id())).isNull();
    }

    @Test
    void a_read_that_began_during_the_commit_adds_nothing_not_even_afterwards() {
        LiveTasks live = liveTasks(10, 100_000);
        live.beforeCommit(write());
        LiveTasks.Read during = live.begin(task.id());
        live.committed(write());
        live.end(during, task);
        assertThat(live.get(task.id())).isNull();

        add(live, task);

        assertThat(live.get(task.id())).isSameAs(task);
    }

    @Test
    void a_batch_that_was_not_committed_does_not_keep_its_tasks_out() {
        LiveTasks live = liveTasks(10, 100_000);
        live.beforeCommit(write());
        live.beforeCommit(List.of());

        add(live, task);

        assertThat(live.get(task.id())).isSameAs(task);
    }

    @Test
    void an_uncertain_commit_removes_everything_and_so_does_its_recovery() throws Exception {
        LiveTasks live = liveTasks(10, 100_000);
        Task other = Tasks.pending();
        add(live, other);
        live.uncertain(write());
        assertThat(live.get(other.id())).isNull();
        LiveTasks.Read meanwhile = live.begin(other.id());

        live.recover(null);
        live.end(meanwhile, other);

        assertThat(live.get(other.id())).isNull();
    }

    @Test
    void a_transition_that_failed_leaves_its_task_there() {
        LiveTasks live = liveTasks(10, 100_000);
        add(live, task);
        TransitionTask failed = new TransitionTask(task.dueAt(Tasks.T0), 0, Duration.ZERO);
        failed.changed(0);

        live.beforeCommit(List.of(failed));

        assertThat(live.get(task.id())).isSameAs(task);
    }

    @Test
    void the_number_of_tasks_is_bounded_and_the_one_not_read_for_the_longest_time_goes_first() {
        LiveTasks live = liveTasks(3, 100_000);
        List<Task> tasks = java.util.stream.Stream.generate(Tasks::pending).limit(4).toList();
        tasks.subList(0, 3).forEach(each -> add(live, each));
        live.get(tasks.get(0).id());

        add(live, tasks.get(3));

        assertThat(live.tasks()).isEqualTo(3);
        assertThat(tasks.stream().map(each -> live.get(each.id()) != null)).containsExactly(true, false, true, true);
    }

    @Test
    void reads_that_never_end_are_bounded_too() {
        LiveTasks live = liveTasks(3, 100_000);
        for (int i = 0; i < 10; i++) {
            live.begin(Tasks.pending().id());
        }
        assertThat(live.tasks()).isEqualTo(3);
    }

    @Test
    void the_bytes_are_bounded() {
        LiveTasks live = liveTasks(1000, 50_000);
        for (int i = 0; i < 100; i++) {
            add(live, Creates.task(Tasks.ALICE, Tasks.T0, Creates.prompt("x".repeat(i * 50))));
            assertThat(live.bytes()).isLessThanOrEqualTo(50_000);
        }
        assertThat(live.tasks()).isBetween(5, 12);
    }

    @Test
    void a_task_that_is_larger_than_the_bound_is_not_added() {
        LiveTasks live = liveTasks(10, 5_000);
        add(live, task);
        Task large = Creates.task(Tasks.ALICE, Tasks.T0, Creates.prompt("x".repeat(5_000)));
        Task deep = Creates.task(Tasks.ALICE, Tasks.T0, Creates.with("x", Map.of("unknown", List.of(Map.of(), Map.of()))));

        add(live, large);
        add(live, deep);

        assertThat(live.get(large.id())).isNull();
        assertThat(live.get(deep.id())).isNull();
        assertThat(live.get(task.id())).isSameAs(task);
    }
}
