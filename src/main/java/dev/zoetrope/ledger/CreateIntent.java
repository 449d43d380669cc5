package dev.zoetrope.ledger;

import java.time.Instant;
import java.util.function.BooleanSupplier;

import dev.zoetrope.video.RetryRule;
import dev.zoetrope.video.Task;

/**
 * A create as it comes in: to be written down, unless it turns out to be the retry of an earlier one.
 *
 * @param task the task to be written, of version 0
 * @param key the caller's idempotency key; null when it gave none
 * @param retryCount the client's own count of its tries, 0 for the first
 * @param rule which earlier create this one repeats; only asked about the create with the same key, or, without a key,
 *        about the newest equal ones without a key: a retry about all of them, a first try only about those whose answer
 *        is {@link dev.zoetrope.video.EarlierCreate.Reply#GONE}
 * @param lookBack equal creates before this are not looked at; a key is known as long as its task
 * @param replyUntil when the answer to this create will have gone out at the latest; past it, no word of an answer
 *        means that there was none
 * @param gone whether its caller has hung up; asked on a thread of the ledger, right before the create is written down
 * @param lookedAgain whether it was opened before, with the result {@link CreateResult.Undecided}
 */
public record CreateIntent(Task task, String key, int retryCount, RetryRule rule, Instant lookBack, Instant replyUntil,
        BooleanSupplier gone, boolean lookedAgain) {

    /** A create whose caller waits for the answer. */
    public CreateIntent(Task task, String key, int retryCount, RetryRule rule, Instant lookBack, Instant replyUntil) {
        this(task, key, retryCount, rule, lookBack, replyUntil, () -> false, false);
    }

    /** The same intent, to be opened for the second and last time. */
    public CreateIntent again() {
        return new CreateIntent(task, key, retryCount, rule, lookBack, replyUntil, gone, true);
    }

    /** A create that is no retry, whatever came before. */
    public static CreateIntent of(Task task) {
        return new CreateIntent(task, null, 0, RetryRule.NEVER, task.createdAt(), task.createdAt());
    }
}
