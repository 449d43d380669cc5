package dev.zoetrope.ledger.retry;

import java.util.List;
import java.util.Map;

import dev.zoetrope.ledger.task.JsonText;
import dev.zoetrope.ledger.task.RequestCodec;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Task;

/**
 * A hash of caller and request; the order of the members has no effect. It only finds candidates, whose requests are then
 * compared, so a fast hash is sufficient: FNV-1a with 64 bits and a final mix. It is stored, so it must never change.
 */
final class Fingerprint {
    private static final long FNV_OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
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
        long hash = hashText(FNV_OFFSET_BASIS, caller.id()) * FNV_PRIME;
        return mix(ordered ? hashText(hash, stored) : hash + hashTree(JsonText.tree(stored)));
    }

    private static long hashTree(Object value) {
        if (value instanceof Map<?, ?> map) {
            long sum = map.size();
            for (Map.Entry<?, ?> member : map.entrySet()) {
                sum += mix(hashText(FNV_OFFSET_BASIS, (String) member.getKey()) + hashTree(member.getValue()) * FNV_PRIME);
            }
            return mix(sum);
        }
        if (value instanceof List<?> list) {
            long hash = FNV_OFFSET_BASIS;
            for (Object element : list) {
                hash = hash * FNV_PRIME + hashTree(element);
            }
            return mix(hash);
        }
        return hashText(FNV_OFFSET_BASIS, String.valueOf(value));
    }

    private static long hashText(long before, String text) {
        long hash = before;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }

    private static long mix(long hash) {
        long once = (hash ^ hash >>> 33) * MIX_FACTOR;
        return once ^ once >>> 33;
    }
}
