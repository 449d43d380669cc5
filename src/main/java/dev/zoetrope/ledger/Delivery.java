package dev.zoetrope.ledger;

import java.time.Instant;

import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Redaction;
import dev.zoetrope.video.TaskId;

/**
 * One event that a caller wants to be told of.
 *
 * @param id the {@code webhook-id}; the same on every try
 * @param task whose end it is
 * @param caller whose it is; nobody else may see it
 * @param url where to; secret enough to stay out of logs
 * @param receiver scheme, host and port of the URL
 * @param event which end: {@code completed}, {@code cancelled}, or {@code failed} with the error's code behind a dot
 * @param state where it stands
 * @param attempts tries begun since it was last put in the queue
 * @param createdAt when the task came to this end
 * @param dueAt when the next try is due; null when there is none. Of a claimed one, when others may claim it
 * @param lastStatus HTTP status of the last try's answer; null when there was none
 * @param lastError a word for why the last try failed; null when it did not
 */
public record Delivery(String id, TaskId task, Caller caller, String url, String receiver, String event,
        DeliveryState state, int attempts, Instant createdAt, Instant dueAt, Integer lastStatus, String lastError) {

    @Override
    public String toString() {
        return "Delivery[" + id + ", " + state.word() + ", " + Redaction.of(url) + "]";
    }
}
