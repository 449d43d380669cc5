package dev.zoetrope.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.zoetrope.video.Caller;
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
 * <li>A write whose {@code Uni} completes survives a crash of the process and of the machine; a read that is
 * subscribed to after that sees it.</li>
 * <li>Every failure arrives through the {@code Uni}, as a {@link LedgerException}. After
 * {@link LedgerException.Reason#UNAVAILABLE} it is not known whether the write happened; after any other reason it did
 * not.</li>
 * <li>Nothing blocks the subscriber, and nothing happens before a subscription; each subscription is one try. To cancel
 * one does not withdraw the write.</li>
 * <li>The result comes on the Vert.x context that was current when subscribing, duplicated contexts included; where
 * there was none, on a thread of the ledger, which must not be blocked.</li>
 * <li>Times are kept in whole milliseconds.</li>
 * </ul>
 */
public interface Ledger {

    /**
     * Writes the intent of a create, or finds the create it repeats: both in one step, so that of two equal ones exactly
     * one is fresh.
     *
     * @return completes once it is durable; fails with {@link LedgerException.Reason#CONFLICT} if its id is taken. After
     *         any failure the task is not there: a commit nobody can be sure of is withdrawn before this process
     *         writes anything else
     */
    Uni<CreateResult> open(CreateIntent intent);

    /**
     * Takes back a create without a key that was just opened, whose caller has hung up and for which nothing was sent, if
     * one of its own retries was quicker: an equal create that called itself a retry and found nothing to repeat. Each
     * such one takes one first try.
     *
     * @param fresh as opened
     * @param lookBack earlier retries do not count
     * @return whether it was taken back; then there is no such task any more
     */
    Uni<Boolean> overtaken(Task fresh, Instant lookBack);

    /**
     * The other way out for a create that was opened as {@link CreateResult.New#owed}: it is to be sent. Until then no retry is
     * given it, so this comes first.
     */
    Uni<Void> stands(Task fresh);

    /**
     * Takes back a create that was opened and for which nothing was sent, whatever was written about it since. There is no
     * such task afterwards, unless a retry was given it: then it is {@code pending} and due. Safe to repeat.
     */
    Uni<Void> withdraw(TaskId id);

    /**
     * Notes what became of an answer; a newer answer to the same task makes it void. That it arrived is noted lazily,
     * with other writes: it may be lost in a crash, or dropped ({@link LedgerException.Reason#FULL}) when too much waits,
     * and then counts as not reached. That it did not arrive is noted at once.
     *
     * @param reached whether its last byte went out
     */
    Uni<Void> replied(AnswerId reply, boolean reached);

    /**
     * Compare-and-set: writes the task if the stored version is the one before {@code next.version()}. The request,
     * the caller and the creation time are never written again. A task that is {@code sending} is changed only under the
     * permission it is sent by, whatever its version.
     *
     * @return false if somebody else was first or the task is gone; nothing is written then. Fails with
     *         {@link LedgerException.Reason#CONFLICT} if another task has this vendor id
     */
    Uni<Boolean> advance(Task next);

    /** A number for a new permission to send ({@link Task#permitted}): no process ever has the same; never 0. */
    long permit();

    /**
     * Takes back a permission to send that may or may not have been written: if the task is {@code sending} under this
     * very permission, it is {@code pending} again. Waits for a write of the permission that is still under way. Safe to
     * repeat.
     *
     * @param sending as it was to be written; nothing was sent under its permission, and nothing will be
     * @param due when it is to be sent
     * @return whether the permission was taken back; false if it was never written, or is no longer the task's
     */
    Uni<Boolean> takeBack(Task sending, Instant due);

    /**
     * The task of this id, whoever's it is: the user of this method compares the caller.
     */
    Uni<Optional<Task>> find(TaskId id);

    /** Those of these tasks that are there, in any order; as many looks at the record as there are fifties of them. */
    Uni<List<Task>> find(List<TaskId> ids);

    /**
     * A page of the caller's tasks that have ended and were written since, by their {@code updatedAt} and then their id.
     *
     * @param since the earliest {@code updatedAt}
     * @param after of those with just this {@code updatedAt} only the ones behind this id; empty for all
     * @param limit most tasks to return, at least 1
     */
    Uni<List<Task>> ended(Caller caller, Instant since, Optional<TaskId> after, int limit);

    /**
     * A page of the caller's tasks, newest first: by creation time, then id, both descending.
     *
     * @param status only tasks with this status; empty for all
     * @param limit most tasks to return, at least 1; ask for one more than you need to learn whether there is more
     * @param after the page starts behind this task of the caller's
     * @return empty when {@code after} names no task of this caller
     */
    Uni<Optional<List<Task>>> list(Caller caller, Optional<Status> status, int limit, Optional<TaskId> after);

    /**
     * Takes tasks that are due, the longest overdue first ({@link DueKind#SEND}: a fair share of each caller's first),
     * and pushes their {@code dueAt} to {@code now + lease}, so
     * that nobody else is given them before. The version stays: what a claimer does next is decided by
     * {@link #advance}.
     *
     * @param kind which step is wanted
     * @param lease more than the step takes; a claimer that dies loses nothing, the tasks come due again
     * @param limit most tasks to return, at least 1
     * @return the claimed tasks, {@code dueAt} already pushed; empty when none is due
     */
    Uni<List<Task>> claimDue(DueKind kind, Instant now, Duration lease, int limit);

    /**
     * Ends every task that is {@code sending} as {@code submission_unknown}, in bounded batches. Only for the start of
     * the one process that owns the data, before anything is sent; the start of the ledger does it by itself.
     *
     * @return how many tasks were ended
     */
    Uni<Integer> settleInterrupted(Instant now);

    /**
     * Marks the record as restored from an older state: the next start ends every task that is {@code pending} as
     * {@code submission_unknown} instead of sending it.
     */
    Uni<Void> markRestored(Instant now);

    /**
     * Replaces the {@link SharedSecret}. A process uses the new one after its next start.
     *
     * @param ends signatures made with the present secret, or an earlier one, are invalid from this time on at the latest
     */
    Uni<Void> replaceSecret(Instant ends);

    /** How many creates of each caller wait to be sent; callers without any are absent. */
    Uni<Map<Caller, Integer>> waiting();

    /**
     * The tasks that were completed last, newest first: what durations are learned from.
     *
     * @param limit most tasks to return, at least 1
     */
    Uni<List<Task>> lastCompleted(int limit);

    /**
     * Tasks that ended before this instant, the oldest first; not those about which something is still to be done, such as
     * to look for a late success.
     *
     * @param limit most tasks to return, at least 1
     */
    Uni<List<Task>> ended(Instant before, int limit);

    /**
     * Removes ended tasks, unless they have changed since they were read.
     *
     * @param tasks as {@link #ended} gave them: one call is one short transaction
     * @return how many were removed; another process may have been quicker
     */
    Uni<Integer> remove(List<Task> tasks);

    /** How many tasks there are of each status, every status present. Reads indexes only; meant for meters. */
    Uni<Map<Status, Long>> counts();

    /** Whether the storage answered when it was last asked; it is asked again by itself until it does. */
    boolean healthy();
}
