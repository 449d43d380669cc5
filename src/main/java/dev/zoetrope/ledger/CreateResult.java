package dev.zoetrope.ledger;

import dev.zoetrope.video.Task;

/** What became of an {@link CreateIntent}. */
public sealed interface CreateResult {

    /**
     * It was written down: nothing was sent for it yet, and whoever reads this is the one to send it.
     *
     * @param owed whether it may be the first try of a retry that came before it: then, if its caller has gone, it is to
     *        be taken back ({@link Ledger#overtaken}), else it {@link Ledger#stands}
     */
    record New(Task task, AnswerId reply, boolean owed) implements CreateResult {
        public New(Task task, AnswerId reply) {
            this(task, reply, false);
        }
    }

    /** It is the retry of this create, as it stands; nothing is to be sent. */
    record Repeat(Task task, AnswerId reply) implements CreateResult {
    }

    /** It has no key, and its caller hung up before it was written down: it was not taken. */
    record CallerGone() implements CreateResult {
    }

    /**
     * Another process is answering an equal create at this moment. If the caller of that create has just hung up, this create
     * is its retry, but the other process has not noted the hang-up yet. Nothing was written. Open the create once more a
     * moment later ({@link CreateIntent#again}).
     */
    record Undecided() implements CreateResult {
    }

    /** The caller has used this idempotency key for another body. */
    record KeyConflict() implements CreateResult {
    }
}
