package dev.zoetrope.flow;

import java.time.Duration;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import dev.zoetrope.ledger.AnswerId;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.video.TaskId;
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
    private static final int ATTEMPTS = 9;
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(200);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(15);

    private final Consumer<TaskId> onTask;
    private Ledger ledger;
    private AnswerId answerId;
    private boolean confirmed;
    private Boolean arrived;

    /** @param onTask called with the task of the answer as soon as it is known */
    public AnswerTracker(Consumer<TaskId> onTask) {
        this.onTask = onTask;
    }

    /**
     * The answer has ended. Only the first call counts.
     *
     * @param lastByteOut whether the last byte was sent; false if the connection closed before
     */
    public synchronized void ended(boolean lastByteOut) {
        if (arrived == null) {
            arrived = lastByteOut;
            markIfKnown();
        }
    }

    /**
     * Sets the task that this answer will be about if the create is stored and repeats no other create. A hang-up that
     * happens before that is known is marked at once: the next equal create may already be under way, and the mark must be
     * written before it.
     */
    synchronized void setProvisional(AnswerId id, Ledger store) {
        answerId = id;
        ledger = store;
        markIfKnown();
    }

    /** Sets the task that this answer is about. */
    synchronized void confirm(AnswerId id, Ledger store) {
        confirmed = true;
        onTask.accept(id.task());
        setProvisional(id, store);
    }

    /**
     * Marks the answer before it is sent, for a platform that does not show whether it arrives and may freeze the process
     * with the last byte. A ledger failure does not delay the answer: the answer then counts as not arrived.
     *
     * @param inTime whether the caller probably still waits; the answer is marked as arrived or as not arrived accordingly
     */
    Uni<Void> markBeforeAnswer(boolean inTime) {
        AnswerId marked = assumeArrived(inTime);
        return marked == null ? Uni.createFrom().voidItem()
                : ledger.markAnswer(marked, inTime).onFailure(LedgerException.class).recoverWithNull();
    }

    private synchronized AnswerId assumeArrived(boolean assumed) {
        arrived = assumed;
        return answerId;
    }

    /** Whether the caller has hung up. */
    synchronized boolean callerGone() {
        return arrived != null && !arrived;
    }

    /** Whether the answer was sent, or the caller has hung up. */
    synchronized boolean isOver() {
        return arrived != null;
    }

    private void markIfKnown() {
        if (answerId != null && arrived != null && (confirmed || !arrived)) {
            Uni<Void> noting = ledger.markAnswer(answerId, arrived);
            noting.onFailure(LedgerException.class).recoverWithUni(() -> withRetries(noting)).subscribe().with(noted -> {
            }, ignored -> LOG.debug("an answer could not be marked in the ledger; it counts as not arrived", ignored));
        }
    }

    private static Uni<Void> withRetries(Uni<Void> noting) {
        return Uni.createFrom().voidItem().onItem().delayIt().by(FIRST_BACK_OFF).chain(() -> noting
                .onFailure(LedgerException.class).retry().withBackOff(FIRST_BACK_OFF, LONGEST_BACK_OFF).atMost(ATTEMPTS - 1));
    }
}
