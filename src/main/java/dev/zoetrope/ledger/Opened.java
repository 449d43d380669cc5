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
     * Another process is just answering an equal create. Its caller may have hung up a moment ago, and this be the retry,
     * which that process is about to note: nothing was written, and the create is to be opened once more a little later
     * ({@link Intent#again}).
     */
    record Unclear() implements Opened {
    }

    /** The caller has used this idempotency key for another body. */
    record KeyReused() implements Opened {
    }
}
