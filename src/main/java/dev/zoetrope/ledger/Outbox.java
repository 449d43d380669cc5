package dev.zoetrope.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.zoetrope.video.Caller;
import dev.zoetrope.video.TaskId;
import io.smallrye.mutiny.Uni;

/**
 * What callers are still to be told, and what became of it. A row is written in the same commit as the end of its task, by
 * whoever ends it; one for each end. The guarantees and failures are those of {@link Ledger}.
 */
public interface Outbox {

    /** Least time between two redeliveries of one delivery. */
    Duration BETWEEN_REDELIVERIES = Duration.ofMinutes(1);

    /**
     * What came of a redelivery.
     *
     * @param delivery as it stands now
     * @param begun false if the last redelivery was too short a time ago: nothing was changed then
     */
    record Requeued(Delivery delivery, boolean begun) {
    }

    /** What the claimer can take on; asked on the ledger's thread, which must not be blocked. */
    interface ReceiverCapacity {
        /** How many more this receiver may be sent at once; below 1: none. */
        int free(String receiver);

        /** Whether it was last seen not to answer. */
        boolean failing(String receiver);
    }

    /**
     * What a claim found.
     *
     * @param deliveries claimed
     * @param more whether there may be more that is due, of these receivers or of others
     */
    record Claimed(List<Delivery> deliveries, boolean more) {
    }

    /**
     * Begins a try of deliveries that are due, the receivers taking turns, and pushes their {@code dueAt} by the lease.
     * Receivers without a free place are passed over, so that what waits for one holds up no other.
     *
     * @param lease more than a try takes; should the claimer die, they come due again
     * @param most to be claimed, at least 1
     */
    Uni<Claimed> claim(Instant now, Duration lease, int most, ReceiverCapacity places);

    /**
     * Writes what came of a try.
     *
     * @param claimed as claimed
     * @param state it has now
     * @param due when the next try is due; null unless it is still waiting
     * @param status of the answer; null when there was none
     * @param error a word for why it failed; null when it did not
     * @return false if it was put in the queue anew meanwhile, or its task is gone; nothing is written then
     */
    Uni<Boolean> tried(Delivery claimed, DeliveryState state, Instant due, Integer status, String error);

    /**
     * A page of the caller's deliveries, those of the newest tasks first.
     *
     * @param limit at least 1; ask for one more than you need to learn whether there is more
     * @param after id the page starts behind
     */
    Uni<List<Delivery>> list(Caller caller, Optional<TaskId> task, Optional<DeliveryState> state, int limit,
            Optional<String> after);

    /**
     * Puts a delivery in the queue anew, due now, as if it had never been tried, whatever became of it; at most once in
     * {@link #BETWEEN_REDELIVERIES}.
     *
     * @param owner whose it has to be; empty for anybody's
     * @return empty if there is none
     */
    Uni<Optional<Requeued>> again(String id, Optional<Caller> owner, Instant now);

    /** How many wait for a try. Reads an index only; meant for meters. */
    Uni<Long> waiting();
}
