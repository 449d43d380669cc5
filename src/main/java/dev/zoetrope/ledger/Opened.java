package dev.zoetrope.ledger;

import dev.zoetrope.video.Task;

/** What became of an {@link Intent}. */
public sealed interface Opened {

    /**
     * It was written down: nothing was sent for it yet, and whoever reads this is the one to send it.
     *
     * @param owed whether it may be the first try of a retry that came before it: then, if its caller has gone, it is to
     *        be taken back ({@link Ledger#overtaken}), else it {@link Ledger#stands}
     */
    record Fresh(Task task, ReplyTicket reply, boolean owed) implements Opened {
        public Fresh(Task task, ReplyTicket reply) {
            this(task, reply, false);
        }
    }

    /** It is the retry of this create, as it stands; nothing is to be sent. */
    record Repeated(Task task, ReplyTicket reply) implements Opened {
    }

    /** It has no key, and its caller hung up before it was written down: it was not taken. */
    record Gone() implements Opened {
    }

    /**
     * Another process is answering an equal create at this moment. If the caller of that create has just hung up, this create
     * is its retry, but the other process has not noted the hang-up yet. Nothing was written. Open the create once more a
     * moment later ({@link Intent#again}).
     */
    record Unclear() implements Opened {
    }

    /** The caller has used this idempotency key for another body. */
    record KeyReused() implements Opened {
    }
}
