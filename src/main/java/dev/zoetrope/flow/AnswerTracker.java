package dev.zoetrope.flow;

import java.time.Duration;

import org.jboss.logging.Logger;

import dev.zoetrope.ledger.AnswerId;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.LedgerException;
import io.smallrye.mutiny.Uni;

/**
 * Tracks whether the answer to one create arrives. When the task of the answer and the fate of its last byte are known, the
 * tracker marks the answer in the ledger: an equal create that follows an answer that never arrived is a retry. Used on one
 * event loop or several; to mark an answer twice does no harm.
 */
public final class AnswerTracker {
    private static final Logger LOG = Logger.getLogger(AnswerTracker.class);

    /**
     * A lost mark makes the second create of a deliberate pair look like a retry, so marking is retried through a ledger
     * failure of about a minute. Not longer, because the number of waiting marks is bounded only by the number of answers
     * that are sent in that time.
     */
    private static final int TRIES = 9;
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    private Ledger ledger;
    private AnswerId ticket;
    private boolean certain;
    private Boolean reached;

    /**
     * The answer has ended. Only the first call counts.
     *
     * @param lastByteOut whether the last byte was sent; false if the connection closed before
     */
    public synchronized void ended(boolean lastByteOut) {
        if (reached == null) {
            reached = lastByteOut;
            note();
        }
    }

    /**
     * Sets the task that this answer will be about if the create is stored and repeats no other create. A hang-up that
     * happens before that is known is marked at once: the next equal create may already be under way, and the mark must be
     * written before it.
     */
    synchronized void mayTellOf(AnswerId asked, Ledger notedIn) {
        ticket = asked;
        ledger = notedIn;
        note();
    }

    /** Sets the task that this answer is about. */
    synchronized void tellsOf(AnswerId answered, Ledger notedIn) {
        certain = true;
        mayTellOf(answered, notedIn);
    }

    /**
     * Marks the answer before it is sent, for a platform that does not show whether it arrives and may freeze the process
     * with the last byte. A ledger failure does not delay the answer: the answer then counts as not arrived.
     *
     * @param inTime whether the caller probably still waits; the answer is marked as arrived or as not arrived accordingly
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

    /** Whether the caller has hung up. */
    synchronized boolean gone() {
        return reached != null && !reached;
    }

    private void note() {
        if (ticket != null && reached != null && (certain || !reached)) {
            Uni<Void> noting = ledger.replied(ticket, reached);
            noting.onFailure(LedgerException.class).recoverWithUni(() -> patiently(noting)).subscribe().with(noted -> {
            }, lost -> LOG.debug("an answer could not be marked in the ledger; it counts as not arrived", lost));
        }
    }

    private static Uni<Void> patiently(Uni<Void> noting) {
        return Uni.createFrom().voidItem().onItem().delayIt().by(FIRST_WAIT).chain(() -> noting
                .onFailure(LedgerException.class).retry().withBackOff(FIRST_WAIT, LONGEST_WAIT).atMost(TRIES - 1));
    }
}
