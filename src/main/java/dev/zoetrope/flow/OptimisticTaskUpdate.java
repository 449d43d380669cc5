package dev.zoetrope.flow;

import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.TaskLookup;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import io.smallrye.mutiny.Uni;

/**
 * Changes one task on request: reads it, decides, and writes by compare-and-set. If another write came first, it reads and
 * decides again. So exactly one of two contradictory changes happens.
 */
@ApplicationScoped
class OptimisticTaskUpdate {
    /** Each lost race is a transition of the task, and no task has so many transitions during one request. */
    private static final int MAX_LOST_RACES = 8;

    private final Ledger ledger;

    OptimisticTaskUpdate(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * @param id the task id as received, not validated
     * @param change maps the current task to the task to write, one version later, or to itself if nothing changes; throws
     *        {@link FailureException} to refuse the change. Called again after each lost race
     * @param onWritten called with the task before and after the change, once the change is durable; not called if nothing
     *        changes
     * @return the task after the change. Fails with 404 if there is no such task, with the exception of the decision, with
     *         500 after too many lost races, and as the ledger does
     */
    Uni<Task> update(String id, UnaryOperator<Task> change, BiConsumer<Task, Task> onWritten) {
        return TaskId.parse(id).map(known -> attempt(known, change, onWritten, MAX_LOST_RACES))
                .orElseGet(() -> Uni.createFrom().failure(TaskLookup.noSuchTask()));
    }

    private Uni<Task> attempt(TaskId id, UnaryOperator<Task> change, BiConsumer<Task, Task> onWritten, int racesLeft) {
        return ledger.find(id).flatMap(found -> {
            Task before = found.orElseThrow(TaskLookup::noSuchTask);
            Task after = change.apply(before);
            if (after.equals(before)) {
                return Uni.createFrom().item(before);
            }
            return ledger.transition(after).flatMap(won -> {
                if (won) {
                    onWritten.accept(before, after);
                    return Uni.createFrom().item(after);
                }
                return racesLeft > 0 ? attempt(id, change, onWritten, racesLeft - 1)
                        : Uni.createFrom().failure(Failure.internal().exception());
            });
        });
    }
}
