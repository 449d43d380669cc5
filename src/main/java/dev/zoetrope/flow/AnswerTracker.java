package dev.zoetrope.flow;

import java.time.Duration;

import org.jboss.logging.Logger;

import dev.zoetrope.ledger.AnswerId;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.LedgerException;
import io.smallrye.mutiny.Uni;

/**
 * The answer to one create on its way out. Once it is known which task it tells of and whether its last byte went out,
 * the ledger notes it: an equal create that follows an answer that never arrived is a retry. Used on one event loop or
 * several; to write the note twice does no harm.
 */
public final class AnswerTracker {
    private static final Logger LOG = Logger.getLogger(AnswerTracker.class);

    /**
     * A lost note makes a second create of a deliberate pair look like a retry, so a trouble of the storage of about a
     * minute is outlasted. No longer, as what waits here is bounded only by how many answers go out meanwhile.
     */
    private static final int TRIES = 9;
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    private Ledger ledger;
    private AnswerId ticket;
    private boolean certain;
    private Boolean reached;

    /** @param lastByteOut false when the connection went before */
    public synchronized void ended(boolean lastByteOut) {
        if (reached == null) {
            reached = lastByteOut;
            note();
        }
    }

    /**
     * It will tell of this task if that is written down and repeats no other. A hang-up before that is known is noted
     * at once: the next equal create may be on its way already, and must not overtake the note.
     */
    synchronized void mayTellOf(AnswerId asked, Ledger notedIn) {
        ticket = asked;
        ledger = notedIn;
        note();
    }

    /** It tells of this task. */
    synchronized void tellsOf(AnswerId answered, Ledger notedIn) {
        certain = true;
        mayTellOf(answered, notedIn);
    }

    /**
     * It goes out next, and nobody sees whether it arrives. What is assumed of that is noted first, as the process may be
     * frozen with the last byte. A storage in trouble does not hold it up: then it counts as not arrived.
     *
     * @param inTime whether somebody still waits for it
     */
    Uni<Void> goesUnseen(boolean inTime) {
        AnswerId told = ticketOf(inTime);
        return told == null ? Uni.createFrom().voidItem()
                : ledger.replied(told, inTime).onFailure(LedgerException.class).recoverWithNull();
    }

    private synchronized AnswerId ticketOf(boolean assumed) {
        reached = assumed;
        return ticket;
    }

    /** Whether nobody is on the other end any more. */
    synchronized boolean gone() {
        return reached != null && !reached;
    }

    private void note() {
        if (ticket != null && reached != null && (certain || !reached)) {
            Uni<Void> noting = ledger.replied(ticket, reached);
            noting.onFailure(LedgerException.class).recoverWithUni(() -> patiently(noting)).subscribe().with(noted -> {
            }, lost -> LOG.debug("a note on an answer is lost; it counts as not arrived", lost));
        }
    }

    private static Uni<Void> patiently(Uni<Void> noting) {
        return Uni.createFrom().voidItem().onItem().delayIt().by(FIRST_WAIT).chain(() -> noting
                .onFailure(LedgerException.class).retry().withBackOff(FIRST_WAIT, LONGEST_WAIT).atMost(TRIES - 1));
    }
}
