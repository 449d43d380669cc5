package dev.zoetrope.track.send;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
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
 * for as long as the process lives, and an acceptance wins over everything that was written without the vendor's word. No
 * trouble of the ledger comes out of here: a caller that is told of a failure sends its create again.
 *
 * <p>
 * No more are held than creates are in flight: each keeps its place until it is written, and new ones cannot be written
 * down either.
 */
@Singleton
public final class OutcomeWriter {
    private static final Logger LOG = Logger.getLogger(OutcomeWriter.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final int MOST_RACES = 4;

    private final Ledger ledger;
    private final TaskLog log;
    /** How many words on each task are not written yet. */
    private final Map<TaskId, Integer> held = new ConcurrentHashMap<>();

    public OutcomeWriter(Ledger ledger, TaskLog log) {
        this.ledger = ledger;
        this.log = log;
    }

    /**
     * The task as it stands afterwards: {@code next}, or what somebody else wrote first; {@code before} if the ledger
     * takes nothing of it, ever.
     */
    public Uni<Task> write(Task before, Task next) {
        return held(before.id(), tried(before, next)).onFailure()
                .recoverWithItem(trouble -> unwritten(before, next, trouble));
    }

    /**
     * As {@link #write}, that nobody knows whether the vendor has the create.
     *
     * @param seen what became of it, in words for the log
     */
    public Uni<Task> lost(Task sending, String seen, Instant now) {
        log.unknown(sending, seen);
        return write(sending, sending.to(((TaskState.Sending) sending.state()).lost(), now, null));
    }

    /**
     * Takes back a permission to send that may or may not have been written, and under which nothing was sent. Meanwhile
     * this process {@link #holds} the task, and neither sends nor settles it.
     *
     * @param sending as it was to be written
     * @param due when it is to be sent
     */
    Uni<Void> takeBack(Task sending, Instant due) {
        return undone(sending, ledger.takeBack(sending, due));
    }

    /** Takes back a create that was opened, for which nothing was sent, and whose caller is told so. */
    public Uni<Void> withdraw(Task opened) {
        return undone(opened, ledger.withdraw(opened.id()));
    }

    private Uni<Void> undone(Task unsent, Uni<?> access) {
        return held(unsent.id(), patiently(unsent, access).replaceWithVoid()).onFailure().recoverWithItem(trouble -> {
            unwritten(unsent, unsent, trouble);
            return null;
        });
    }

    /** Whether this process has a word on the task that is not written yet: then nobody else's guess is wanted. */
    boolean holds(TaskId id) {
        return held.containsKey(id);
    }

    private <T> Uni<T> held(TaskId id, Uni<T> writing) {
        return Uni.createFrom().deferred(() -> {
            held.merge(id, 1, Integer::sum);
            return writing;
        }).onTermination().invoke(() -> held.computeIfPresent(id, (any, count) -> count > 1 ? count - 1 : null));
    }

    private Uni<Task> tried(Task before, Task next) {
        return kept(next).flatMap(written -> {
            if (written) {
                log.changed(before, next);
                return Uni.createFrom().item(next);
            }
            return patiently(next, ledger.find(next.id())).map(found -> found.orElseGet(() -> gone(before, next)));
        });
    }

    /** The record has no such task any more: it was restored from an older state, or its storage failed over. */
    private static Task gone(Task before, Task next) {
        LOG.errorf("%s: its outcome could not be written, as the record has no such task; the vendor's id is %s",
                next.id(), next.state().vendorId());
        return before;
    }

    /**
     * Like {@link #write}, but wins over whatever was written meanwhile without a word of the vendor's
     * ({@link TaskState#yieldsToAcceptance}). Where it cannot win it is logged as an error with the vendor's id.
     *
     * @return fails only as {@link #idTaken} knows it
     */
    public Uni<Task> accepted(Task sending, TaskState next, Instant now, Instant due) {
        Task after = sending.to(next, now, due);
        return held(sending.id(), accepted(sending, after, MOST_RACES)).onFailure(trouble -> !idTaken(trouble))
                .recoverWithItem(trouble -> unwritten(sending, after, trouble));
    }

    private Uni<Task> accepted(Task before, Task after, int racesLeft) {
        return tried(before, after).flatMap(stands -> {
            boolean gone = stands.equals(before);
            if (!gone && stands.state().yieldsToAcceptance() && racesLeft > 0) {
                return accepted(stands, stands.to(after.state(), after.updatedAt(), after.dueAt()), racesLeft - 1);
            }
            if (!gone && !after.state().vendorId().equals(stands.state().vendorId())) {
                notTaken(stands, after.state().vendorId());
            }
            return Uni.createFrom().item(stands);
        });
    }

    /** The render exists and may be billed, and no task follows it: a person has to know. */
    private static void notTaken(Task stands, String vendorId) {
        LOG.errorf("%s: the vendor accepted the create as %s, but the task is %s (vendor's id %s, version %d); "
                + "nobody follows that render", stands.id(), vendorId, stands.status().word(), stands.state().vendorId(),
                stands.version());
    }

    /** The vendor gave one id to two tasks: the second render cannot be followed. */
    public static void idTwice(Task task, String vendorId) {
        LOG.errorf("%s: the vendor accepted the create as %s, which is another task's id; nobody follows that render",
                task.id(), vendorId);
    }

    /** Whether a write failed because another task has this vendor id: trying again does not help. */
    public static boolean idTaken(Throwable failure) {
        return failure instanceof LedgerException trouble && trouble.reason() == LedgerException.Reason.CONFLICT;
    }

    private Uni<Boolean> kept(Task next) {
        return patiently(next, ledger.advance(next));
    }

    /** The patience is made when it is needed: most accesses succeed, and each create makes several. */
    private static <T> Uni<T> patiently(Task task, Uni<T> access) {
        return access.onFailure(OutcomeWriter::passing).recoverWithUni(() -> {
            waits(task);
            return Uni.createFrom().voidItem().onItem().delayIt().by(FIRST_WAIT).chain(() -> access
                    .onFailure(OutcomeWriter::passing).invoke(() -> waits(task))
                    .onFailure(OutcomeWriter::passing).retry().withBackOff(FIRST_WAIT, LONGEST_WAIT).indefinitely());
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
