package dev.zoetrope.ledger.retry;

import java.util.List;
import java.util.Map;

import dev.zoetrope.ledger.task.JsonText;
import dev.zoetrope.ledger.task.RequestCodec;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Fnv1a;
import dev.zoetrope.video.Task;

/**
 * A hash of caller and request; the order of the members has no effect. It only finds candidates, whose requests are then
 * compared, so a fast hash is sufficient: {@link Fnv1a} and a final mix. It is stored, so it must never change.
 */
final class Fingerprint {
    private static final long MIX_FACTOR = 0xff51afd7ed558ccdL;

    private Fingerprint() {
    }

    static long of(Task task) {
        return of(task.caller(), RequestCodec.write(task.request()), task.request().extra().isEmpty());
    }

    /**
     * @param stored the request as {@link RequestCodec} writes it; the codec writes the members it knows in a fixed order
     * @param ordered whether the request has only such members, so that its text can be hashed as it is
     */
    static long of(Caller caller, String stored, boolean ordered) {
        long hash = Fnv1a.add(Fnv1a.START, caller.id()) * Fnv1a.PRIME;
        return mix(ordered ? Fnv1a.add(hash, stored) : hash + hashTree(JsonText.tree(stored)));
    }

    private static long hashTree(Object value) {
        if (value instanceof Map<?, ?> map) {
            long sum = map.size();
            for (Map.Entry<?, ?> member : map.entrySet()) {
                sum += mix(Fnv1a.add(Fnv1a.START, (String) member.getKey()) + hashTree(member.getValue()) * Fnv1a.PRIME);
            }
            return mix(sum);
        }
        if (value instanceof List<?> list) {
            long hash = Fnv1a.START;
            for (Object element : list) {
                hash = hash * Fnv1a.PRIME + hashTree(element);
            }
            return mix(hash);
        }
        return Fnv1a.add(Fnv1a.START, String.valueOf(value));
    }

    private static long mix(long hash) {
        long once = (hash ^ hash >>> 33) * MIX_FACTOR;
        return once ^ once >>> 33;
    }
}
