package dev.zoetrope.vault.copy;

import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;

import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.video.Task;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/**
 * Holds a claimed task while work on it runs. A timer renews the claim by a write of the row long before the claim lapses.
 * Each write is a compare-and-set. If two processes believe that they hold the task, the write of one of them fails, and
 * that process writes nothing more. Thread-safe.
 */
public final class TaskLease {
    /** Two renewals in a row may fail before the claim lapses. */
    private static final int RENEWALS_PER_LEASE = 3;

    private final Ledger ledger;
    private final Clock clock;
    private final Duration lease;
    private final Vertx vertx;
    private final long timer;
    private Task task;
    /** The latest write. Writes run one after the other, because each names the version that it replaces. */
    private Uni<Boolean> lastWrite = Uni.createFrom().item(true);

    public TaskLease(Ledger ledger, Clock clock, Duration lease, Vertx vertx, Task claimed) {
        this.ledger = ledger;
        this.clock = clock;
        this.lease = lease;
        this.vertx = vertx;
        this.task = claimed;
        this.timer = vertx.setPeriodic(Math.max(1, lease.toMillis() / RENEWALS_PER_LEASE), again -> renew().subscribe()
                .with(held -> {
                }, error -> {
                    // the next renewal finds out whether the task is still held
                }));
    }

    /** Renews the claim for a whole lease. Returns false if the task is no longer held. */
    public Uni<Boolean> renew() {
        return write(held -> held.dueAt(clock.instant().plus(lease)));
    }

    /** Stops the renewals and writes the outcome. Returns false, and writes nothing, if the task is no longer held. */
    public Uni<Boolean> finish(UnaryOperator<Task> outcome) {
        stop();
        return write(outcome);
    }

    /** Stops the renewals. */
    public void stop() {
        vertx.cancelTimer(timer);
    }

    private synchronized Uni<Boolean> write(UnaryOperator<Task> change) {
        // A write that failed may have happened. The compare-and-set of the next write finds out.
        Uni<Boolean> written = lastWrite.onFailure().recoverWithItem(true)
                .flatMap(held -> held ? advance(change) : Uni.createFrom().item(false)).memoize().indefinitely();
        lastWrite = written;
        return written;
    }

    private Uni<Boolean> advance(UnaryOperator<Task> change) {
        Task next = change.apply(current());
        return ledger.transition(next).invoke(held -> {
            if (held) {
                current(next);
            }
        });
    }

    private synchronized Task current() {
        return task;
    }

    private synchronized void current(Task next) {
        task = next;
    }
}
