package dev.zoetrope.vault.copy;

import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;

import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.video.Task;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/**
 * A claimed task, held for as long as the work on it takes: the claim is renewed by a write of the row long before it
 * lapses. Each write is a compare-and-set, so that of two who think they hold the task one learns otherwise, and from then
 * on writes nothing.
 */
public final class TaskLease {
    /** A renewal may be lost twice before the claim lapses. */
    private static final int RENEWALS_PER_LEASE = 3;

    private final Ledger ledger;
    private final Clock clock;
    private final Duration lease;
    private final Vertx vertx;
    private final long timer;
    private Task task;
    /** One write after the other: each says which version it replaces. */
    private Uni<Boolean> last = Uni.createFrom().item(true);

    public TaskLease(Ledger ledger, Clock clock, Duration lease, Vertx vertx, Task claimed) {
        this.ledger = ledger;
        this.clock = clock;
        this.lease = lease;
        this.vertx = vertx;
        this.task = claimed;
        this.timer = vertx.setPeriodic(Math.max(1, lease.toMillis() / RENEWALS_PER_LEASE), again -> renew().subscribe()
                .with(held -> {
                }, trouble -> {
                    // the next renewal tells
                }));
    }

    /** Whether it is still held; then it is for a whole lease. */
    public Uni<Boolean> renew() {
        return write(held -> held.dueAt(clock.instant().plus(lease)));
    }

    /** Writes what came of it, and ends. Whether it was held to the last. */
    public Uni<Boolean> end(UnaryOperator<Task> outcome) {
        release();
        return write(outcome);
    }

    /** Renews no more. */
    public void release() {
        vertx.cancelTimer(timer);
    }

    private synchronized Uni<Boolean> write(UnaryOperator<Task> change) {
        // A write of which nobody knows whether it happened is found out by the next.
        Uni<Boolean> written = last.onFailure().recoverWithItem(true)
                .flatMap(held -> held ? advance(change) : Uni.createFrom().item(false)).memoize().indefinitely();
        last = written;
        return written;
    }

    private Uni<Boolean> advance(UnaryOperator<Task> change) {
        Task next = change.apply(current());
        return ledger.advance(next).invoke(held -> {
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
