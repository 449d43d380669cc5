package dev.zoetrope.ledger.commit;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;

/**
 * One thing a lane has to do, and whom to tell. Made on the thread that wants it; from then until it is told it belongs
 * to the lane.
 *
 * @param <R> what comes of it
 */
public abstract class LedgerOperation<R> {
    /** The chain of the inbox. */
    public LedgerOperation<?> next;

    private final ContextInternal context = (ContextInternal) Vertx.currentContext();
    private UniEmitter<? super R> emitter;
    private R result;
    private RuntimeException failure;

    /** Whether it may wait a little for others to be done with. */
    public boolean lazy() {
        return false;
    }

    /** Says who is told. */
    public final void tell(UniEmitter<? super R> who) {
        emitter = who;
    }

    /** Keeps the result until the group is through; a group that is run again overwrites it. */
    public final void result(R value) {
        result = value;
        failure = null;
    }

    final void failure(RuntimeException cause) {
        failure = cause;
    }

    /** Where it is told; null for wherever the lane is. */
    final Context context() {
        return context;
    }

    /** Tells; on the thread of {@link #context}. */
    public final void deliver() {
        if (failure != null) {
            emitter.fail(failure);
        } else {
            emitter.complete(result);
        }
    }

    /** Tells with the context as the current one; only on its event loop. */
    final void dispatch() {
        context.dispatch(this, LedgerOperation::deliver);
    }
}
