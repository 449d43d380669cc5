package dev.zoetrope.ledger;

import java.time.Instant;
import java.util.function.BooleanSupplier;

import dev.zoetrope.video.RetryRule;
import dev.zoetrope.video.Task;

/**
 * An incoming create. It is inserted unless it is the retry of an earlier create.
 *
 * @param task the task to be inserted, with version 0
 * @param key the caller's idempotency key; null for none
 * @param retryCount the client's retry count, 0 for the first try
 * @param rule decides which earlier create this one repeats. With a key, its only candidate is the create with the same key.
 *        Without a key the candidates are the newest equal creates without a key: all of them for a retry, and for a first
 *        try only those whose answer is {@link dev.zoetrope.video.EarlierCreate.Reply#LOST}
 * @param lookBack equal creates without a key that are older than this are no candidates; a key is valid as long as its
 *        task exists
 * @param answerDeadline the latest time at which the answer to this create goes out; an answer that is not marked by then
 *        counts as not received
 * @param callerGone whether the caller has hung up; called on a thread of the ledger, immediately before the insert
 * @param secondLookup whether this is the second lookup, after the result {@link CreateResult.Undecided}
 */
public record CreateIntent(Task task, String key, int retryCount, RetryRule rule, Instant lookBack, Instant answerDeadline,
        BooleanSupplier callerGone, boolean secondLookup) {

    /** A create whose caller has not hung up, for its first lookup. */
    public CreateIntent(Task task, String key, int retryCount, RetryRule rule, Instant lookBack, Instant replyUntil) {
        this(task, key, retryCount, rule, lookBack, replyUntil, () -> false, false);
    }

    /** The same intent, for the second and last lookup. */
    public CreateIntent forSecondLookup() {
        return new CreateIntent(task, key, retryCount, rule, lookBack, answerDeadline, callerGone, true);
    }

    /** A create that is inserted as new, whatever earlier creates exist. */
    public static CreateIntent of(Task task) {
        return new CreateIntent(task, null, 0, RetryRule.NEVER, task.createdAt(), task.createdAt());
    }
}
