package dev.zoetrope.ledger;

import dev.zoetrope.video.Task;

/** What became of an {@link Intent}. */
public sealed interface Opened {

    /** It was written down: nothing was sent for it yet, and whoever reads this is the one to send it. */
    record Fresh(Task task, ReplyTicket reply) implements Opened {
    }

    /** It is the retry of this create, as it stands; nothing is to be sent. */
    record Repeated(Task task, ReplyTicket reply) implements Opened {
    }

    /** The caller has used this idempotency key for another body. */
    record KeyReused() implements Opened {
    }
}
