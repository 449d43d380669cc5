package dev.zoetrope.flow;

import org.jboss.logging.Logger;

import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.ReplyTicket;

/**
 * The answer to one create on its way out. Once it is known which task it tells of and whether its last byte went out,
 * the ledger notes it: an equal create that follows an answer that never arrived is a retry. Used on one event loop or
 * several; the note is written once.
 */
public final class Reply {
    private static final Logger LOG = Logger.getLogger(Reply.class);

    private Ledger ledger;
    private ReplyTicket ticket;
    private Boolean reached;

    /** @param lastByteOut false when the connection went before */
    public synchronized void ended(boolean lastByteOut) {
        if (reached == null) {
            reached = lastByteOut;
            note();
        }
    }

    /** It tells of this task. */
    synchronized void tellsOf(ReplyTicket answered, Ledger notedIn) {
        ticket = answered;
        ledger = notedIn;
        note();
    }

    private void note() {
        if (ticket != null && reached != null) {
            ledger.replied(ticket, reached).subscribe().with(noted -> {
            }, lost -> LOG.debug("a note on an answer is lost; it counts as not arrived", lost));
        }
    }
}
