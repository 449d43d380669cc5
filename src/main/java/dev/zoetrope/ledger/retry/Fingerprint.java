package dev.zoetrope.ledger.retry;

import java.util.List;
import java.util.Map;

import dev.zoetrope.ledger.task.JsonText;
import dev.zoetrope.ledger.task.RequestCodec;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Task;

/**
 * A number that equal requests of one caller share, whatever the order of their members. It only finds them: who is
 * found is compared. So a quick hash will do (FNV-1a, 64 bits, and a last mix); it is stored and must not change.
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
     * @param stored the request as {@link RequestCodec} writes it, which has one order for what it knows
     * @param ordered whether it has nothing but that
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
