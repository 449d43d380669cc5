package dev.zoetrope.ledger;

import dev.zoetrope.video.Task;

/** The result of a {@link CreateIntent}. */
public sealed interface CreateResult {

    /**
     * The create was inserted as a new task. Nothing was sent yet; the caller of {@link Ledger#create} sends it.
     *
     * @param task the new task
     * @param answer identifies the answer to this create
     * @param mayBeOvertaken whether this create may be the first try of a retry that arrived before it. If so, the caller of
     *        {@link Ledger#create} decides: it drops the task with {@link Ledger#dropIfOvertaken} if the client has hung up,
     *        and keeps the task with {@link Ledger#confirmFirstTry} if not
     */
    record New(Task task, AnswerId answer, boolean mayBeOvertaken) implements CreateResult {
        public New(Task task, AnswerId answer) {
            this(task, answer, false);
        }
    }

    /**
     * The create is a retry and must not be sent.
     *
     * @param task the earlier create in its current state
     * @param answer identifies the answer to this retry
     */
    record Repeat(Task task, AnswerId answer) implements CreateResult {
    }

    /** The create has no key and its caller hung up before the insert: nothing was written. */
    record CallerGone() implements CreateResult {
    }

    /**
     * Another process is answering an equal create. If the client of that create has just hung up, this create is its retry,
     * but the other process has not recorded the hang-up yet. Nothing was written. The caller of {@link Ledger#create} creates
     * it once more a little later ({@link CreateIntent#forSecondLookup}).
     */
    record Undecided() implements CreateResult {
    }

    /** The caller has used this idempotency key for another body: nothing was written. */
    record KeyConflict() implements CreateResult {
    }
}
