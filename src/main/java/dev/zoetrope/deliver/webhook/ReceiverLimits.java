package dev.zoetrope.deliver.webhook;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import dev.zoetrope.ledger.Outbox;

/**
 * Limits the attempts in flight, so that no receiver takes the slots of others. A receiver has a bounded number of slots. A
 * receiver is failing if its last attempt had the outcome {@link AttemptResult.Outcome#UNREACHED}: it has one slot, and all
 * failing receivers together have at most half of all slots. Safe for all threads; each method takes at most one scan of the
 * attempts in flight.
 */
final class ReceiverLimits {
    /**
     * The maximum number of receivers remembered as failing; beyond it, the receiver whose failure is oldest counts as
     * answering.
     */
    private static final int MAX_FAILING = 10_000;

    private final int slots;
    private final int slotsPerReceiver;
    private final Map<String, Integer> inFlight = new HashMap<>();
    private final Set<String> failing = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX_FAILING;
        }
    });

    /**
     * @param slots the number of slots
     * @param slotsPerReceiver the maximum number of slots of one receiver
     */
    ReceiverLimits(int slots, int slotsPerReceiver) {
        this.slots = slots;
        this.slotsPerReceiver = slotsPerReceiver;
    }

    /** An attempt has begun. */
    synchronized void begin(String receiver) {
        inFlight.merge(receiver, 1, Integer::sum);
    }

    /** An attempt has ended, with any result. */
    synchronized void end(String receiver) {
        inFlight.computeIfPresent(receiver, (any, count) -> count == 1 ? null : count - 1);
    }

    /** @param answers whether the receiver was up and not busy at its last attempt; false marks it as failing */
    synchronized void recordAnswering(String receiver, boolean answers) {
        failing.remove(receiver);
        if (!answers) {
            failing.add(receiver);
        }
    }

    /** The free slots for one claim. The returned object counts the slots of failing receivers that it has given out. */
    synchronized Outbox.ReceiverCapacity freeSlots() {
        int taken = inFlight.entrySet().stream().filter(entry -> failing.contains(entry.getKey()))
                .mapToInt(Map.Entry::getValue).sum();
        return new FreeSlots(slots / 2 - taken);
    }

    private final class FreeSlots implements Outbox.ReceiverCapacity {
        private int slotsForFailing;

        FreeSlots(int slotsForFailing) {
            this.slotsForFailing = slotsForFailing;
        }

        @Override
        public int free(String receiver) {
            synchronized (ReceiverLimits.this) {
                int inFlightThere = inFlight.getOrDefault(receiver, 0);
                if (!failing.contains(receiver)) {
                    return slotsPerReceiver - inFlightThere;
                }
                return inFlightThere == 0 && slotsForFailing-- > 0 ? 1 : 0;
            }
        }

        @Override
        public boolean failing(String receiver) {
            synchronized (ReceiverLimits.this) {
                return failing.contains(receiver);
            }
        }
    }
}
