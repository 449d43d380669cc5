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
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final long MIX = 0xff51afd7ed558ccdL;

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
        long hash = text(OFFSET, caller.id()) * PRIME;
        return mixed(ordered ? text(hash, stored) : hash + tree(JsonText.tree(stored)));
    }

    private static long tree(Object value) {
        if (value instanceof Map<?, ?> map) {
            long sum = map.size();
            for (Map.Entry<?, ?> member : map.entrySet()) {
                sum += mixed(text(OFFSET, (String) member.getKey()) + tree(member.getValue()) * PRIME);
            }
            return mixed(sum);
        }
        if (value instanceof List<?> list) {
            long hash = OFFSET;
            for (Object element : list) {
                hash = hash * PRIME + tree(element);
            }
            return mixed(hash);
        }
        return text(OFFSET, String.valueOf(value));
    }

    private static long text(long before, String text) {
        long hash = before;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return hash;
    }

    private static long mixed(long hash) {
        long once = (hash ^ hash >>> 33) * MIX;
        return once ^ once >>> 33;
    }
}
