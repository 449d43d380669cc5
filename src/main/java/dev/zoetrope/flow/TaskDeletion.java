package dev.zoetrope.flow;

import java.time.Duration;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.LedgerFailures;
import dev.zoetrope.ledger.TaskLookup;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Task;
import dev.zoetrope.work.ResultFiles;
import io.smallrye.mutiny.Uni;

/**
 * Deletes a task as the APIs of other services mean it: the task is hidden in them, and its stored files are removed. The row
 * lives until the end of its retention, because retries, idempotency keys and late acceptances are recognised by it.
 */
@ApplicationScoped
public class TaskDeletion {
    /** Each lost race is a write of the task, and an ended task has few. */
    private static final int MAX_LOST_RACES = 8;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final Ledger ledger;
    private final Cancellation cancellation;
    private final ResultFiles files;

    TaskDeletion(Ledger ledger, Cancellation cancellation, ResultFiles files) {
        this.ledger = ledger;
        this.cancellation = cancellation;
        this.files = files;
    }

    /**
     * Deletes a task; one that has not ended is cancelled before.
     *
     * @param id the task id as received, not validated
     * @return completes also if the task was deleted before, because the answer to a deletion can get lost. Fails with 404 if
     *         this caller has no such task, with 409 {@code not_cancellable} if it has not ended and cannot be cancelled, with
     *         503 if the storage is not available; a repetition then completes what is left
     */
    public Uni<Void> delete(Caller caller, String id) {
        return hide(caller, id, MAX_LOST_RACES)
                .onFailure(LedgerException.class).transform(LedgerFailures::toException)
                .flatMap(hidden -> files.delete(List.of(hidden)).onFailure().transform(unavailable -> Failure
                        .unavailable("storage_unavailable", "The storage is not available at the moment.", RETRY_AFTER)
                        .exception()));
    }

    private Uni<Task> hide(Caller caller, String id, int racesLeft) {
        return TaskLookup.find(ledger, caller, id)
                .flatMap(task -> task.state().ended() ? Uni.createFrom().item(task) : cancellation.cancel(caller, id))
                .flatMap(task -> task.hidden() ? Uni.createFrom().item(task) : ledger.hide(task).flatMap(won -> {
                    if (won) {
                        return Uni.createFrom().item(task);
                    }
                    return racesLeft > 0 ? hide(caller, id, racesLeft - 1)
                            : Uni.createFrom().failure(Failure.internal().exception());
                }));
    }
}
