package dev.zoetrope.deliver.webhook;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import dev.zoetrope.ledger.Delivery;

/**
 * A delivery in the form that callers see.
 *
 * @param id the {@code webhook-id}
 * @param object always {@code webhook.delivery}
 * @param task the id of its task
 * @param event the end of the task: {@code completed}, {@code cancelled} or {@code failed.<code>}
 * @param state {@code waiting}, {@code delivered}, {@code given_up} or {@code gone}
 * @param attempts the number of attempts since the delivery was last put in the queue
 * @param created unix seconds
 * @param nextTry unix seconds; absent if no attempt follows
 * @param lastTry unix seconds; absent before the first attempt
 * @param lastStatus the HTTP status of the last attempt's answer; absent if there was no answer
 * @param lastError a short code for the failure of the last attempt; absent if it did not fail
 * @param url scheme, host and port only: the rest may be a secret
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeliveryView(String id, String object, String task, String event, String state, int attempts, long created,
        @JsonProperty("next_try") Long nextTry, @JsonProperty("last_try") Long lastTry,
        @JsonProperty("last_status") Integer lastStatus,
        @JsonProperty("last_error") String lastError, String url) {

    static DeliveryView of(Delivery delivery) {
        return new DeliveryView(delivery.id(), "webhook.delivery", delivery.task().value(), delivery.event(),
                delivery.state().value(), delivery.attempts(), delivery.createdAt().getEpochSecond(),
                seconds(delivery.dueAt()), seconds(delivery.triedAt()), delivery.lastStatus(),
                delivery.lastError(), delivery.receiver());
    }

    private static Long seconds(Instant time) {
        return time == null ? null : time.getEpochSecond();
    }
}
