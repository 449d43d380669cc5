package dev.zoetrope.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.LedgerFailures;
import dev.zoetrope.ledger.TaskLookup;
import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Status;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import io.smallrye.mutiny.Uni;

/** The steps of a query: read the task, poll the vendor if the stored state is old, wait for the end if the caller wants. */
@ApplicationScoped
public class TaskQuery {
    private final Ledger ledger;
    private final RequestMode mode;
    private final TrackConfig config;
    private final Clock clock;

    TaskQuery(Ledger ledger, RequestMode mode, TrackConfig config, Clock clock) {
        this.ledger = ledger;
        this.mode = mode;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Returns a task of the caller.
     *
     * @param id the task id as received, not validated
     * @param atOnce whether to poll the vendor even if the stored state is recent
     * @param preference whether and how long to wait for the end of the task
     * @return the task; the Uni fails with 404 if this caller has no such task
     */
    public Uni<Task> query(Caller caller, String id, boolean atOnce, Preference preference) {
        Duration patience = preference.waitsForEnd() ? preference.maxWait() : config.submit().longestWait();
        Instant until = clock.instant().plus(patience);
        return (atOnce ? TaskLookup.find(ledger, caller, id) : TaskLookup.findCached(ledger, caller, id))
                .flatMap(task -> mode.refresh(task, atOnce, patience))
                .flatMap(task -> preference.waitsForEnd() ? mode.awaitEnd(task, until) : Uni.createFrom().item(task))
                .onFailure(LedgerException.class).transform(LedgerFailures::toException);
    }

    /**
     * Returns a task of the caller from memory. Empty if {@link #query} must answer: the task is not in memory, it needs a
     * poll or other work now, or it belongs to another caller. Never blocks.
     */
    public Optional<Task> cached(Caller caller, String id) {
        return TaskId.parse(id).flatMap(ledger::cached)
                .filter(task -> task.caller().equals(caller) && !mode.needsRefresh(task, false));
    }

    /**
     * A page of the caller's tasks that are not hidden, by creation time; empty if {@code after} is not a task of the caller.
     */
    public Uni<Optional<List<Task>>> listShown(Caller caller, boolean oldestFirst, int limit, Optional<TaskId> after) {
        return ledger.listShown(caller, oldestFirst, limit, after)
                .onFailure(LedgerException.class).transform(LedgerFailures::toException);
    }

    /** A page of the caller's tasks, newest first; empty if {@code after} is not a task of the caller. */
    public Uni<Optional<List<Task>>> list(Caller caller, Optional<Status> status, int limit, Optional<TaskId> after) {
        return ledger.list(caller, status, limit, after)
                .onFailure(LedgerException.class).transform(LedgerFailures::toException);
    }
}
