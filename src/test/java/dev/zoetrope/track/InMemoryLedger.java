package dev.zoetrope.track;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

import dev.zoetrope.ledger.DueKind;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;

/** A ledger in memory whose writes are done at once, for tests in which days pass in a second. */
public class InMemoryLedger extends SlowLedger {
    private final Map<TaskId, Task> tasks = new HashMap<>();
    private final TreeSet<Task> byDue = new TreeSet<>(
            Comparator.<Task, Instant> comparing(Task::dueAt).thenComparing(task -> task.id().value()));

    public Optional<RuntimeException> broken = Optional.empty();
    Runnable onClaim = () -> {
    };
    /** Emits when a write may happen; null if writes are done at once. */
    Supplier<Uni<Boolean>> beforeWrite;

    public void put(Task task) {
        Task before = tasks.put(task.id(), task);
        if (before != null && before.dueAt() != null) {
            byDue.remove(before);
        }
        if (task.dueAt() != null) {
            byDue.add(task);
        }
    }

    public Task task(TaskId id) {
        return tasks.get(id);
    }

    @Override
    public Uni<Boolean> transition(Task next) {
        Supplier<Uni<Boolean>> wait = beforeWrite;
        return wait == null ? written(next) : wait.get().chain(() -> written(next));
    }

    private Uni<Boolean> written(Task next) {
        return Uni.createFrom().item(() -> {
            broken.ifPresent(trouble -> {
                throw trouble;
            });
            boolean mine = tasks.get(next.id()).version() == next.version() - 1;
            if (mine) {
                put(next);
            }
            return mine;
        });
    }

    @Override
    public Uni<Optional<Task>> find(TaskId id) {
        return Uni.createFrom().item(() -> Optional.ofNullable(tasks.get(id)));
    }

    @Override
    public Uni<List<Task>> claimDue(DueKind kind, Instant now, Duration lease, int limit) {
        return Uni.createFrom().item(() -> {
            onClaim.run();
            List<Task> due = new ArrayList<>();
            for (Task task : byDue) {
                if (task.dueAt().isAfter(now) || due.size() == limit) {
                    break;
                }
                if (kindOf(task) == kind) {
                    due.add(task);
                }
            }
            return due.stream().map(task -> claimed(task, now.plus(lease))).toList();
        });
    }

    /** Moves the due time of the task; the version is unchanged. */
    private Task claimed(Task task, Instant until) {
        put(new Task(task.id(), task.caller(), task.request(), task.state(), task.createdAt(), task.updatedAt(), until,
                task.attempts(), task.version()));
        return tasks.get(task.id());
    }

    private static DueKind kindOf(Task task) {
        if (task.state() instanceof TaskState.Pending) {
            return DueKind.SEND;
        }
        return task.state() instanceof TaskState.Sending ? DueKind.EXPIRE : DueKind.POLL;
    }
}
