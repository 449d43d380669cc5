package dev.zoetrope.ledger.commit;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;

/**
 * One operation for a {@link GroupCommitter}, and the receiver of its result. Created on the thread of the receiver; from
 * then until its result is delivered only the committer's thread uses it.
 *
 * @param <R> the type of the result
 */
public abstract class LedgerOperation<R> {
    /** The next operation in the chain of the queue; null for the last one. */
    public LedgerOperation<?> next;

    private final ContextInternal context = (ContextInternal) Vertx.currentContext();
    private UniEmitter<? super R> emitter;
    private R result;
    private RuntimeException failure;

    /** Whether the operation may wait a little for others, to share their commit. */
    public boolean lazy() {
        return false;
    }

    /** Sets the receiver of the result. */
    public final void receiver(UniEmitter<? super R> who) {
        emitter = who;
    }

    /** Stores the result until the batch is committed; a repetition of the batch overwrites it. */
    public final void result(R value) {
        result = value;
        failure = null;
    }

    final void failure(RuntimeException cause) {
        failure = cause;
    }

    /** The context on which the result is delivered; null for the committer's thread. */
    final Context context() {
        return context;
    }

    /** Delivers the result or the failure to the receiver. Called on the thread of {@link #context}. */
    public final void deliver() {
        if (failure != null) {
            emitter.fail(failure);
        } else {
            emitter.complete(result);
        }
    }

    /** Delivers with {@link #context} as the current context. Called on its event loop only. */
    final void dispatch() {
        context.dispatch(this, LedgerOperation::deliver);
    }
}
