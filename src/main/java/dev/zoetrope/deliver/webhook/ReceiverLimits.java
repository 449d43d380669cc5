package dev.zoetrope.deliver.webhook;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import dev.zoetrope.ledger.Outbox;

/**
 * Who is being sent what, so that no receiver takes the places of others. One receiver has a bounded number; one that was
 * last seen not to answer has a single one, and all of those together have half of all places, however many they are. Safe
 * for all threads; nothing here takes longer than a look at what is under way.
 */
final class ReceiverLimits {
    /** Receivers remembered as failing; the one that failed longest ago is given another chance beyond it. */
    private static final int MOST_FAILING = 10_000;

    private final int all;
    private final int each;
    private final Map<String, Integer> busy = new HashMap<>();
    private final Set<String> failing = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_FAILING;
        }
    });

    /**
     * @param all places
     * @param each most for one receiver
     */
    ReceiverLimits(int all, int each) {
        this.all = all;
        this.each = each;
    }

    /** A try has begun. */
    synchronized void begin(String receiver) {
        busy.merge(receiver, 1, Integer::sum);
    }

    /** A try has ended, whatever came of it. */
    synchronized void end(String receiver) {
        busy.computeIfPresent(receiver, (any, count) -> count == 1 ? null : count - 1);
    }

    /** @param answers whether it does */
    synchronized void seen(String receiver, boolean answers) {
        failing.remove(receiver);
        if (!answers) {
            failing.add(receiver);
        }
    }

    /** The free places, for one claim: what is given out is not given out again by the same ones. */
    synchronized Outbox.ReceiverCapacity free() {
        int taken = busy.entrySet().stream().filter(entry -> failing.contains(entry.getKey()))
                .mapToInt(Map.Entry::getValue).sum();
        return new Free(all / 2 - taken);
    }

    private final class Free implements Outbox.ReceiverCapacity {
        private int forFailing;

        Free(int forFailing) {
            this.forFailing = forFailing;
        }

        @Override
        public int free(String receiver) {
            synchronized (ReceiverLimits.this) {
                int busyThere = busy.getOrDefault(receiver, 0);
                if (!failing.contains(receiver)) {
                    return each - busyThere;
                }
                return busyThere == 0 && forFailing-- > 0 ? 1 : 0;
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
