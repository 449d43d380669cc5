package dev.zoetrope.track;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.observe.TaskLog;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;

/**
 * Writes what the vendor said. An outcome is worth money: while the storage does not take it, it is held and tried again
 * for as long as the process lives, and an acceptance that finds the task already given up still wins. No trouble of the
 * ledger comes out of here: a caller that is told of a failure sends its create again.
 *
 * <p>
 * No more are held than creates are in flight: each keeps its place until it is written, and new ones cannot be written
 * down either.
 */
@Singleton
final class Outcomes {
    private static final Logger LOG = Logger.getLogger(Outcomes.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final int MOST_RACES = 4;

    private final Ledger ledger;
    private final TaskLog log;
    private final Set<TaskId> held = ConcurrentHashMap.newKeySet();

    Outcomes(Ledger ledger, TaskLog log) {
        this.ledger = ledger;
        this.log = log;
    }

    /**
     * The task as it stands afterwards: {@code next}, or what somebody else wrote first; {@code before} if the ledger
     * takes nothing of it, ever.
     */
    Uni<Task> write(Task before, Task next) {
        return held(before.id(), tried(before, next)).onFailure()
                .recoverWithItem(trouble -> unwritten(before, next, trouble));
    }

    /** Whether this process has a word on the task that is not written yet: then nobody else's guess is wanted. */
    boolean holds(TaskId id) {
        return held.contains(id);
    }

    private Uni<Task> held(TaskId id, Uni<Task> writing) {
        return Uni.createFrom().deferred(() -> {
            held.add(id);
            return writing;
        }).onTermination().invoke(() -> held.remove(id));
    }

    private Uni<Task> tried(Task before, Task next) {
        return kept(next).flatMap(written -> {
            if (written) {
                log.changed(before, next);
                return Uni.createFrom().item(next);
            }
            return patiently(next, ledger.find(next.id())).map(found -> found.orElse(next));
        });
    }

    /**
     * Like {@link #write}, but wins over a {@code submission_unknown} that was written meanwhile.
     *
     * @return fails only as {@link #idTaken} knows it
     */
    Uni<Task> accepted(Task sending, TaskState next, Instant now, Instant due) {
        Task after = sending.to(next, now, due);
        return held(sending.id(), accepted(sending, after, MOST_RACES)).onFailure(trouble -> !idTaken(trouble))
                .recoverWithItem(trouble -> unwritten(sending, after, trouble));
    }

    private Uni<Task> accepted(Task before, Task after, int racesLeft) {
        return tried(before, after).flatMap(stands -> {
            boolean givenUp = stands.state() instanceof TaskState.Failed failed && failed.unknown()
                    && after.state().vendorId() != null;
            return givenUp && racesLeft > 0
                    ? accepted(stands, stands.to(after.state(), after.updatedAt(), after.dueAt()), racesLeft - 1)
                    : Uni.createFrom().item(stands);
        });
    }

    /** Whether a write failed because another task has this vendor id: trying again does not help. */
    static boolean idTaken(Throwable failure) {
        return failure instanceof LedgerException trouble && trouble.reason() == LedgerException.Reason.CONFLICT;
    }

    private Uni<Boolean> kept(Task next) {
        return patiently(next, ledger.advance(next));
    }

    /** The patience is made when it is needed: most accesses succeed, and each create makes several. */
    private static <T> Uni<T> patiently(Task task, Uni<T> access) {
        return access.onFailure(Outcomes::passing).recoverWithUni(() -> {
            waits(task);
            return Uni.createFrom().voidItem().onItem().delayIt().by(FIRST_WAIT).chain(() -> access
                    .onFailure(Outcomes::passing).invoke(() -> waits(task))
                    .onFailure(Outcomes::passing).retry().withBackOff(FIRST_WAIT, LONGEST_WAIT).indefinitely());
        });
    }

    private static void waits(Task task) {
        LOG.warnf("%s: its outcome waits for the storage", task.id());
    }

    private static boolean passing(Throwable failure) {
        return failure instanceof LedgerException trouble && (trouble.reason() == LedgerException.Reason.UNAVAILABLE
                || trouble.reason() == LedgerException.Reason.FULL);
    }

    /** The vendor's id is no secret of anybody's, and the only thread to a render that is paid for. */
    private static Task unwritten(Task before, Task next, Throwable trouble) {
        LOG.errorf("%s: its outcome could not be written (%s); the vendor's id is %s", before.id(),
                trouble.getClass().getSimpleName(), next.state().vendorId());
        LOG.debug("why an outcome could not be written", trouble);
        return before;
    }
}
