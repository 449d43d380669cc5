package dev.zoetrope.flow;

import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import io.smallrye.mutiny.Uni;

/**
 * Changes one task because somebody asks for it. Looks, judges and writes by compare-and-set; whoever comes second looks
 * again and judges what the first one left, so that of two contradictory changes exactly one happens.
 */
@ApplicationScoped
class OptimisticTaskUpdate {
    /** Every lost race is a step of the task's life, and no life has as many in the time of one request. */
    private static final int MOST_RACES = 8;

    private final Ledger ledger;

    OptimisticTaskUpdate(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * @param id as it came in, whatever it is
     * @param judge the task as it is to the task one write later, or to itself where nothing is to be done; throws
     *        {@link FailureException} to refuse
     * @param written told the task before and after, once that is durable
     * @return the task as it stands afterwards; fails with 404 if there is none, with what the judge threw, and as the
     *         ledger does
     */
    Uni<Task> amend(String id, UnaryOperator<Task> judge, BiConsumer<Task, Task> written) {
        return TaskId.parse(id).map(known -> tried(known, judge, written, MOST_RACES))
                .orElseGet(() -> Uni.createFrom().failure(noSuchTask()));
    }

    static FailureException noSuchTask() {
        return Failure.notFound("There is no such task.").exception();
    }

    private Uni<Task> tried(TaskId id, UnaryOperator<Task> judge, BiConsumer<Task, Task> written, int racesLeft) {
        return ledger.find(id).flatMap(found -> {
            Task before = found.orElseThrow(OptimisticTaskUpdate::noSuchTask);
            Task after = judge.apply(before);
            if (after.equals(before)) {
                return Uni.createFrom().item(before);
            }
            return ledger.advance(after).flatMap(won -> {
                if (won) {
                    written.accept(before, after);
                    return Uni.createFrom().item(after);
                }
                return racesLeft > 0 ? tried(id, judge, written, racesLeft - 1)
                        : Uni.createFrom().failure(Failure.internal().exception());
            });
        });
    }
}
