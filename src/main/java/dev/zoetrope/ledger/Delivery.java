package dev.zoetrope.ledger;

import java.time.Instant;

import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Redaction;
import dev.zoetrope.video.TaskId;

/**
 * One callback: the notification of a caller that a task has ended.
 *
 * @param id the value of the {@code webhook-id} header; the same in every attempt
 * @param task the task that ended
 * @param caller the owner of the task; no other caller may see the delivery
 * @param url the callback URL; may contain a secret, so it is not logged as it is
 * @param receiver scheme, host and port of the URL
 * @param event the kind of end: {@code completed}, {@code cancelled}, or {@code failed}, a dot and the code of the error
 * @param state the state of the delivery
 * @param attempts number of attempts started since the delivery was last queued
 * @param createdAt when the task ended in this way
 * @param dueAt when the next attempt is due; null if there is none. For a claimed delivery the end of the lease
 * @param triedAt when the last attempt started; null if none has
 * @param lastStatus HTTP status of the answer to the last attempt; null if there was no answer
 * @param lastError short name of the reason why the last attempt failed; null if it did not fail
 */
public record Delivery(String id, TaskId task, Caller caller, String url, String receiver, String event,
        DeliveryState state, int attempts, Instant createdAt, Instant dueAt, Instant triedAt, Integer lastStatus,
        String lastError) {

    @Override
    public String toString() {
        return "Delivery[" + id + ", " + state.value() + ", " + Redaction.of(url) + "]";
    }
}
