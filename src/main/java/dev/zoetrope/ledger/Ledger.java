package dev.zoetrope.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Pin;
import dev.zoetrope.video.Status;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import io.smallrye.mutiny.Uni;

/**
 * The durable record of tasks.
 *
 * <p>
 * Guarantees:
 * <ul>
 * <li>A write whose {@code Uni} has completed survives a crash of the process and of the machine. A read that is subscribed
 * to later sees it.</li>
 * <li>Every failure arrives through the {@code Uni}, as a {@link LedgerException}. After
 * {@link LedgerException.Reason#UNAVAILABLE} it is unknown whether the write happened; after any other reason it did
 * not.</li>
 * <li>No method blocks the subscriber, and nothing happens before a subscription. Each subscription is one attempt. The
 * cancellation of a subscription does not cancel the write.</li>
 * <li>The result arrives on the Vert.x context that was current at the subscription, duplicated contexts included; without
 * one, on a thread of the ledger, which must not be blocked.</li>
 * <li>Times are stored in whole milliseconds.</li>
 * </ul>
 */
public interface Ledger {
    /** How many failed tasks a search among them looks at. */
    int FAILURES = 10_000;

    /**
     * Inserts a create, or finds the earlier create that it repeats. Both happen in one transaction, so of two equal
     * creates exactly one is new.
     *
     * @return a Uni that completes when the result is durable, and fails with {@link LedgerException.Reason#CONFLICT} if the
     *         id exists. After any failure the task does not exist: after an uncertain commit this process first deletes the
     *         creates of that commit, before it writes anything else
     */
    Uni<CreateResult> create(CreateIntent intent);

    /**
     * Whether {@link #create} would not insert this create, because an earlier one has its key, or because it repeats one. Only
     * reads: what is stored at the same time is not seen, and {@link #create} decides.
     */
    Uni<Boolean> isRepeat(CreateIntent intent);

    /**
     * Deletes a first try (without a key) that arrived after its own retry. The retry is an equal create that was sent as a
     * retry and found no earlier create. Only for a create that was just inserted, whose caller has hung up and for which
     * nothing was sent. Each such retry matches one first try.
     *
     * @param firstTry the create as it was inserted
     * @param lookBack retries that are older than this do not match
     * @return whether the create was deleted
     */
    Uni<Boolean> dropIfOvertaken(Task firstTry, Instant lookBack);

    /**
     * Confirms a create with {@link CreateResult.New#mayBeOvertaken} that is to be sent. Call it before the send, because no
     * retry finds the create until it is confirmed.
     */
    Uni<Void> confirmFirstTry(Task firstTry);

    /**
     * Deletes a create that was inserted and for which nothing was sent. If a retry was answered with this create, it is not
     * deleted: it becomes {@code pending} and due. A task that has changed since the insert is left as it is. Idempotent.
     */
    Uni<Void> withdraw(TaskId id);

    /**
     * Marks whether an answer was sent completely. Has no effect if the task has a newer answer. A complete answer is marked
     * lazily, together with other writes: the mark may be lost in a crash, or be rejected
     * ({@link LedgerException.Reason#FULL}) if too many writes wait; the answer then counts as not received. An incomplete
     * answer is marked at once.
     *
     * @param reached whether the last byte of the answer was sent
     */
    Uni<Void> markAnswer(AnswerId answer, boolean reached);

    /**
     * Compare-and-set: writes the task if the stored version is the one before {@code next.version()}. The request, the
     * caller and the creation time are never changed. A task that is {@code sending} is changed only if {@code next} also
     * has the stored send permission.
     *
     * @return false if the version or the permission does not match, or the task does not exist; nothing is written then.
     *         Fails with {@link LedgerException.Reason#CONFLICT} if another task has this vendor id
     */
    Uni<Boolean> transition(Task next);

    /**
     * Like {@link #transition}, from one send permission to the next: the task is {@code sending} before and afterwards. The
     * next one is for another vendor or key, because the one before it did not take the create.
     *
     * @param heldPermit the permission before
     */
    Uni<Boolean> transition(Task next, long heldPermit);

    /** Creates a number for a new send permission ({@link Task#withPermit}); unique across all processes and never 0. */
    long newPermit();

    /**
     * Revokes a send permission whose write is uncertain: if the task is {@code sending} with this permission or the one
     * before it, it becomes {@code pending} again. Waits for a write of the permission that is still in progress. Idempotent.
     *
     * @param sending the task as it was to be written; nothing was sent with its permission, and nothing will be
     * @param heldPermit the permission before, which did not lead to an acceptance; that of {@code sending} if there was none
     * @param due when the task is to be sent
     * @return whether the permission was revoked; false if it was never written or the task no longer has it
     */
    Uni<Boolean> revokeSendPermission(Task sending, long heldPermit, Instant due);

    /** Finds the task with this id, of any caller: the calling code must check the owner. */
    Uni<Optional<Task>> find(TaskId id);

    /**
     * Like {@link #find(TaskId)}, for a task that is read again and again: a task that has not ended and has not changed
     * since its last such read comes from memory, without an access to the database. The result is never older than that of
     * {@link #find(TaskId)}: a write removes its tasks from the memory before it is committed. Only with SQLite, where this
     * process makes all writes; with PostgreSQL every call reads the database.
     */
    Uni<Optional<Task>> findCached(TaskId id);

    /** The task, if {@link #findCached} would return it from memory; else empty. Never blocks. */
    Optional<Task> cached(TaskId id);

    /** Finds those of these tasks that exist, in any order. Reads 50 tasks with each statement. */
    Uni<List<Task>> find(List<TaskId> ids);

    /**
     * A page of the caller's ended tasks that were written since a time, ordered by {@code updatedAt} and then by id.
     *
     * @param since the earliest {@code updatedAt}
     * @param after of the tasks whose {@code updatedAt} equals {@code since}, only those with a greater id; empty for all
     * @param limit the maximum number of tasks to return, at least 1
     */
    Uni<List<Task>> ended(Caller caller, Instant since, Optional<TaskId> after, int limit);

    /**
     * A page of the caller's tasks, newest first: by creation time, then id, both descending.
     *
     * @param status only tasks with this status; empty for all
     * @param limit the maximum number of tasks to return, at least 1; one more than needed shows whether there are more
     * @param after the page starts behind this task of the caller
     * @return empty if {@code after} is not a task of this caller
     */
    Uni<Optional<List<Task>>> list(Caller caller, Optional<Status> status, int limit, Optional<TaskId> after);

    /**
     * A page of the caller's tasks that are not {@link Task#hidden}, by creation time, then id.
     *
     * @param oldestFirst the direction: both ascending, or both descending
     * @param limit the maximum number of tasks to return, at least 1; one more than needed shows whether there are more
     * @param after the page starts behind this task of the caller, which may be hidden
     * @return empty if {@code after} is not a task of this caller
     */
    Uni<Optional<List<Task>>> listShown(Caller caller, boolean oldestFirst, int limit, Optional<TaskId> after);

    /**
     * A page of the tasks of all callers that failed with a code, the last written first. Looks at the newest
     * {@link #FAILURES} failed tasks only, so that the time it takes does not grow with the table.
     *
     * @param code the code of the error
     * @param limit the maximum number of tasks to return, at least 1
     * @param after the page starts behind this task; empty: at the newest
     */
    Uni<List<Task>> failedWith(String code, int limit, Optional<TaskId> after);

    /** The number of tasks that {@link #failedWith} finds. */
    Uni<Integer> countFailedWith(String code);

    /**
     * Compare-and-set: hides a task that has ended, one version later. No more files of it are copied; a poll for a late
     * success goes on.
     *
     * @param ended as it was read, not hidden
     * @return false if the task has changed since, or does not exist; nothing is written then
     */
    Uni<Boolean> hide(Task ended);

    /**
     * Claims due tasks, the longest overdue first ({@link DueKind#SEND}: the callers in turn), and moves their {@code dueAt}
     * to {@code now + lease}, so that no other claim returns them before. Does not change the version: whether the claimer's
     * next transition succeeds is decided by {@link #transition}.
     *
     * @param kind the kind of work that is due
     * @param lease longer than the work takes; if the claimer dies, the tasks become due again when the lease expires
     * @param limit the maximum number of tasks to return, at least 1
     * @return the claimed tasks, with the new {@code dueAt}; empty if none is due
     */
    Uni<List<Task>> claimDue(DueKind kind, Instant now, Duration lease, int limit);

    /** Like {@link #claimDue} for {@link DueKind#POLL}, of the tasks of one vendor. */
    Uni<List<Task>> claimDuePolls(String vendor, Instant now, Duration lease, int limit);

    /**
     * Marks the ledger as restored from an older state: the next start ends every {@code pending} task as
     * {@code submission_unknown} and does not send it.
     */
    Uni<Void> markRestored(Instant now);

    /**
     * Replaces the {@link SharedSecret}. A process uses the new secret after its next start.
     *
     * @param ends signatures made with the present secret or an earlier one become invalid at this time at the latest
     */
    Uni<Void> replaceSecret(Instant ends);

    /** The number of creates of each caller that wait to be sent; callers without one are absent. */
    Uni<Map<Caller, Integer>> pendingByCaller();

    /** The number of tasks of each pin that are being sent or running; pins without one are absent. */
    Uni<Map<Pin, Integer>> liveByPin();

    /**
     * The tasks that were completed last, newest first; used to estimate durations.
     *
     * @param limit the maximum number of tasks to return, at least 1
     */
    Uni<List<Task>> lastCompleted(int limit);

    /**
     * Tasks that ended before this instant, the oldest first. Tasks with outstanding work, such as the poll for a late
     * success or a callback, are excluded.
     *
     * @param limit the maximum number of tasks to return, at least 1
     */
    Uni<List<Task>> ended(Instant before, int limit);

    /**
     * Deletes ended tasks, except those that have changed since they were read.
     *
     * @param tasks as {@link #ended} returned them; one call is one short transaction
     * @return the number of deleted tasks; another process may have deleted some
     */
    Uni<Integer> delete(List<Task> tasks);

    /** The number of tasks of each status, with an entry for every status. Reads indexes only; meant for metrics. */
    Uni<Map<Status, Long>> countByStatus();

    /** Whether the last access to the storage succeeded. After a failure the ledger repeats the access until it succeeds. */
    boolean healthy();
}
