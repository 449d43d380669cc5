package dev.zoetrope.track;

import java.time.Duration;
import java.time.Instant;

import org.jboss.logging.Logger;

import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.observe.TaskLog;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;

/**
 * Writes what the vendor said. An outcome is worth money: a write that fails is tried again for as long as the storage
 * may need, and an acceptance that finds the task already given up still wins. No trouble of the
 * ledger comes out of here: a caller that is told of a failure sends its create again.
 */
final class Outcomes {
    private static final Logger LOG = Logger.getLogger(Outcomes.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final int MOST_WRITES = 60;
    private static final int MOST_RACES = 4;

    private final Ledger ledger;
    private final TaskLog log;

    Outcomes(Ledger ledger, TaskLog log) {
        this.ledger = ledger;
        this.log = log;
    }

    /**
     * The task as it stands afterwards: {@code next}, or what somebody else wrote first; {@code before} if the ledger
     * takes nothing.
     */
    Uni<Task> write(Task before, Task next) {
        return tried(before, next).onFailure().recoverWithItem(trouble -> unwritten(before, trouble));
    }

    private Uni<Task> tried(Task before, Task next) {
        return kept(next).flatMap(written -> {
            if (written) {
                log.changed(before, next);
                return Uni.createFrom().item(next);
            }
            return ledger.find(next.id()).map(found -> found.orElse(next));
        });
    }

    /**
     * Like {@link #write}, but wins over a {@code submission_unknown} that was written meanwhile.
     *
     * @param due when the vendor is to be asked; null when there is nothing to ask
     * @return fails only as {@link #idTaken} knows it
     */
    Uni<Task> accepted(Task sending, TaskState next, Instant now, Instant due) {
        return accepted(sending, next, now, due, MOST_RACES).onFailure(trouble -> !idTaken(trouble))
                .recoverWithItem(trouble -> unwritten(sending, trouble));
    }

    private Uni<Task> accepted(Task before, TaskState next, Instant now, Instant due, int racesLeft) {
        Task after = before.to(next, now, due);
        return tried(before, after).flatMap(stands -> {
            boolean givenUp = stands.state() instanceof TaskState.Failed failed && failed.reopenable()
                    && failed.vendorId() == null && next.vendorId() != null;
            return givenUp && racesLeft > 0 ? accepted(stands, next, now, due, racesLeft - 1)
                    : Uni.createFrom().item(stands);
        });
    }

    /** Whether a write failed because another task has this vendor id: trying again does not help. */
    static boolean idTaken(Throwable failure) {
        return failure instanceof LedgerException trouble && trouble.reason() == LedgerException.Reason.CONFLICT;
    }

    private Uni<Boolean> kept(Task next) {
        return ledger.advance(next)
                .onFailure(failure -> failure instanceof LedgerException && !idTaken(failure))
                .retry().withBackOff(FIRST_WAIT, LONGEST_WAIT).atMost(MOST_WRITES);
    }

    private static Task unwritten(Task before, Throwable trouble) {
        LOG.errorf("%s: its outcome could not be written (%s)", before.id(), trouble.getClass().getSimpleName());
        LOG.debug("why an outcome could not be written", trouble);
        return before;
    }
}
