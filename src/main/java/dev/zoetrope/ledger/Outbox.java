package dev.zoetrope.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.zoetrope.video.Caller;
import dev.zoetrope.video.TaskId;
import io.smallrye.mutiny.Uni;

/**
 * The callbacks that are to be delivered, and the results of the attempts. The commit that ends a task writes one row for
 * that end. The guarantees and failures are those of {@link Ledger}.
 */
public interface Outbox {

    /** Shortest time between two redeliveries of one delivery. */
    Duration MIN_REDELIVERY_INTERVAL = Duration.ofMinutes(1);

    /**
     * The result of a redelivery.
     *
     * @param delivery the delivery in its current state
     * @param queued false if the last redelivery was too recent: nothing was changed then
     */
    record Requeued(Delivery delivery, boolean queued) {
    }

    /** The free capacity of the claimer; called on the ledger's thread, which must not be blocked. */
    interface ReceiverCapacity {
        /** How many more attempts to this receiver may be in flight; none if below 1. */
        int free(String receiver);

        /** Whether the receiver did not answer the last attempt. */
        boolean failing(String receiver);
    }

    /**
     * The result of a claim.
     *
     * @param deliveries the claimed deliveries
     * @param more whether more deliveries may be due, to these receivers or to others
     */
    record Claimed(List<Delivery> deliveries, boolean more) {
    }

    /**
     * Claims due deliveries for an attempt, the receivers in turn, and moves their {@code dueAt} to {@code now + lease}.
     * Receivers without free capacity are skipped, so that the deliveries to one receiver do not hold up those to others.
     *
     * @param lease longer than an attempt takes; if the claimer dies, the deliveries become due again when it expires
     * @param max the maximum number of deliveries to claim, at least 1
     * @param capacity the free capacity of each receiver
     */
    Uni<Claimed> claim(Instant now, Duration lease, int max, ReceiverCapacity capacity);

    /**
     * Records the result of an attempt.
     *
     * @param claimed the delivery as claimed
     * @param state the new state
     * @param due when the next attempt is due; null unless the state is {@code WAITING}
     * @param status HTTP status of the answer; null if there was no answer
     * @param error short name of the reason why the attempt failed; null if it did not fail
     * @return false if the delivery was queued again since the claim, or its task does not exist; nothing is written then
     */
    Uni<Boolean> recordAttempt(Delivery claimed, DeliveryState state, Instant due, Integer status, String error);

    /**
     * A page of the caller's deliveries, those of the newest tasks first.
     *
     * @param limit the maximum number of deliveries to return, at least 1; one more than needed shows whether there are more
     * @param after the page starts behind the delivery with this id
     */
    Uni<List<Delivery>> list(Caller caller, Optional<TaskId> task, Optional<DeliveryState> state, int limit,
            Optional<String> after);

    /**
     * Queues a delivery again, due now and without attempts, whatever its state; at most once in
     * {@link #MIN_REDELIVERY_INTERVAL}.
     *
     * @param owner the caller that must own the delivery; empty for any caller
     * @return empty if there is no such delivery
     */
    Uni<Optional<Requeued>> requeue(String id, Optional<Caller> owner, Instant now);

    /** The number of deliveries that wait for an attempt. Reads an index only; meant for metrics. */
    Uni<Long> countWaiting();

    /** The deliveries of all callers that were given up, the newest first. */
    Uni<List<Delivery>> givenUp(int limit);

    /** The number of deliveries that were given up. */
    Uni<Long> countGivenUp();
}
