package dev.zoetrope.track.send;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
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
 * Writes the outcome of a create to the ledger. A lost outcome is a lost paid video: while the storage is not available or
 * its queue is full, the outcome is held in memory, and the write is repeated for as long as the process lives. An
 * acceptance replaces every state that was written without an answer of the vendor. This class reports only one failure of
 * the ledger, a duplicate vendor id ({@link #isDuplicateId}). It logs every other failure with the vendor's id, because a
 * caller that gets an error sends its create again.
 *
 * <p>
 * At most as many outcomes are held as creates are in flight: each create keeps its slot until its outcome is written, and
 * no new create can be stored meanwhile.
 */
@Singleton
public final class OutcomeWriter {
    private static final Logger LOG = Logger.getLogger(OutcomeWriter.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final int MAX_RACES = 4;

    private final Ledger ledger;
    private final TaskLog log;
    /** The number of writes of each task that are not done yet. */
    private final Map<TaskId, Integer> inProgress = new ConcurrentHashMap<>();

    public OutcomeWriter(Ledger ledger, TaskLog log) {
        this.ledger = ledger;
        this.log = log;
    }

    /**
     * Writes an outcome.
     *
     * @return the task afterwards: {@code next}, or the task that another process wrote first; {@code before} if the ledger
     *         can never take the outcome
     */
    public Uni<Task> write(Task before, Task next) {
        return inProgress(before.id(), writeOrFind(before, next)).onFailure()
                .recoverWithItem(error -> logUnwritten(before, next, error));
    }

    /**
     * Writes that it is unknown whether the vendor has the create.
     *
     * @param cause what happened to the create, for the log
     */
    public Uni<Task> writeUnknown(Task sending, String cause, Instant now) {
        log.unknown(sending, cause);
        return write(sending, sending.transitionTo(((TaskState.Sending) sending.state()).unknown(), now, null));
    }

    /**
     * Writes a send permission; only the process that wrote it sends. If it is unknown whether the write happened, nothing is
     * sent, and the permission is taken back by its number, because another process may have got a permission meanwhile. The
     * permission before it is taken back, too, if it still stands, because it led to no acceptance. Until that is done, this
     * process {@link #isWriting} the task: it neither resends the create nor ends it for its lease.
     *
     * @param sending the task with the permission, as it is to be written
     * @param heldPermit the permission before it; that of {@code sending} if the task was not {@code sending}
     * @param due when the create is due if the permission is taken back
     * @return whether the permission was written
     */
    public Uni<Boolean> writePermission(Task sending, long heldPermit, Instant due) {
        return ledger.transition(sending, heldPermit).onFailure(LedgerException.class)
                .recoverWithUni(unsure -> repeatUntilDone(sending, ledger.revokeSendPermission(sending, heldPermit, due))
                        .replaceWith(false));
    }

    /** Withdraws a stored create for which nothing was sent, and whose caller gets an error. */
    public Uni<Void> withdraw(Task stored) {
        return repeatUntilDone(stored, ledger.withdraw(stored.id()));
    }

    private Uni<Void> repeatUntilDone(Task unsent, Uni<?> access) {
        return inProgress(unsent.id(), withRetries(unsent, access).replaceWithVoid()).onFailure().recoverWithItem(error -> {
            logUnwritten(unsent, unsent, error);
            return null;
        });
    }

    /** Whether this process has a write of the task that is not done yet. If so, no other outcome may be assumed. */
    boolean isWriting(TaskId id) {
        return inProgress.containsKey(id);
    }

    private <T> Uni<T> inProgress(TaskId id, Uni<T> writing) {
        return Uni.createFrom().deferred(() -> {
            inProgress.merge(id, 1, Integer::sum);
            return writing;
        }).onTermination().invoke(() -> inProgress.computeIfPresent(id, (any, count) -> count > 1 ? count - 1 : null));
    }

    private Uni<Task> writeOrFind(Task before, Task next) {
        return writeTransition(next).flatMap(written -> {
            if (written) {
                log.changed(before, next);
                return Uni.createFrom().item(next);
            }
            return withRetries(next, ledger.find(next.id())).map(found -> found.orElseGet(() -> logMissingTask(before, next)));
        });
    }

    /** The ledger has no such task any more: it was restored from an older state, or its storage failed over. */
    private static Task logMissingTask(Task before, Task next) {
        LOG.errorf("%s: its outcome could not be written because the ledger has no such task; the vendor's id is %s",
                next.id(), next.state().vendorId());
        return before;
    }

    /**
     * Like {@link #write}, but also replaces a state that was written meanwhile without an answer of the vendor
     * ({@link TaskState#yieldsToAcceptance}). The task then has the vendor and the key of {@code sending}: what was written
     * meanwhile may name none, or another one if the storage has lost the newest permission. If it cannot replace the state,
     * it logs an error with the vendor's id.
     *
     * @return the task afterwards; the Uni fails only if another task has this vendor id ({@link #isDuplicateId})
     */
    public Uni<Task> writeAcceptance(Task sending, TaskState next, Instant now, Instant due) {
        Task after = sending.transitionTo(next, now, due);
        return inProgress(sending.id(), writeAcceptance(sending, after, MAX_RACES)).onFailure(error -> !isDuplicateId(error))
                .recoverWithItem(error -> logUnwritten(sending, after, error));
    }

    private Uni<Task> writeAcceptance(Task before, Task after, int racesLeft) {
        return writeOrFind(before, after).flatMap(current -> {
            boolean gone = current.equals(before);
            if (!gone && current.state().yieldsToAcceptance() && racesLeft > 0) {
                Task accepted = current.withPermit(current.permit(), after.pin())
                        .transitionTo(after.state(), after.updatedAt(), after.dueAt());
                return writeAcceptance(current, accepted, racesLeft - 1);
            }
            if (!gone && !isTracked(after, current)) {
                logUntrackedVideo(current, after.state().vendorId());
            }
            return Uni.createFrom().item(current);
        });
    }

    private static boolean isTracked(Task accepted, Task current) {
        return accepted.state().vendorId().equals(current.state().vendorId()) && Objects.equals(accepted.pin(), current.pin());
    }

    /** The video exists and may be billed, but no task tracks it: an operator must know. */
    private static void logUntrackedVideo(Task current, String vendorId) {
        LOG.errorf("%s: the vendor accepted the create as %s, but the task is %s (vendor's id %s, version %d); "
                + "no task tracks that video", current.id(), vendorId, current.status().value(), current.state().vendorId(),
                current.version());
    }

    /** Logs that the vendor returned the id of another task: the video of this create cannot be polled. */
    public static void logDuplicateId(Task task, String vendorId) {
        LOG.errorf("%s: the vendor accepted the create as %s, which is the id of another task; no task tracks that video",
                task.id(), vendorId);
    }

    /** Whether a write failed because another task has this vendor id: repeating it does not help. */
    public static boolean isDuplicateId(Throwable failure) {
        return failure instanceof LedgerException ledgerFailure && ledgerFailure.reason() == LedgerException.Reason.CONFLICT;
    }

    private Uni<Boolean> writeTransition(Task next) {
        return withRetries(next, ledger.transition(next));
    }

    /**
     * Repeats the write until the ledger takes it. The retries are set up only after a failure, because most writes succeed
     * and each create makes several.
     */
    private static <T> Uni<T> withRetries(Task task, Uni<T> access) {
        return access.onFailure(OutcomeWriter::isTransient).recoverWithUni(() -> {
            logRetry(task);
            return Uni.createFrom().voidItem().onItem().delayIt().by(FIRST_WAIT).chain(() -> access
                    .onFailure(OutcomeWriter::isTransient).invoke(() -> logRetry(task))
                    .onFailure(OutcomeWriter::isTransient).retry().withBackOff(FIRST_WAIT, LONGEST_WAIT).indefinitely());
        });
    }

    private static void logRetry(Task task) {
        LOG.warnf("%s: the outcome could not be written yet; the write is repeated", task.id());
    }

    private static boolean isTransient(Throwable failure) {
        return failure instanceof LedgerException ledgerFailure && (ledgerFailure.reason() == LedgerException.Reason.UNAVAILABLE
                || ledgerFailure.reason() == LedgerException.Reason.FULL);
    }

    /** Logs the vendor's id: it is no secret, and without it a video that is paid for cannot be found. */
    private static Task logUnwritten(Task before, Task next, Throwable error) {
        LOG.errorf("%s: its outcome could not be written (%s); the vendor's id is %s", before.id(),
                error.getClass().getSimpleName(), next.state().vendorId());
        LOG.debug("an outcome could not be written", error);
        return before;
    }
}
