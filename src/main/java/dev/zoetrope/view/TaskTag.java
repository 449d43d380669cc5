package dev.zoetrope.view;

import java.util.HexFormat;

/**
 * A hash of a {@link TaskView}. It changes whenever a member changes that can change, and it is the same at every replica
 * and after every restart. It is computed from the members of the view, because serializing the JSON would cost more than
 * the query.
 */
public final class TaskTag {
    /** FNV-1a with 64 bits. No task has enough states to make a collision likely. */
    private static final long FNV_OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    /**
     * Separates the members, so that two different sequences of members do not give the same input. Only a text of the
     * vendor could contain it.
     */
    private static final char SEPARATOR = '\u0000';

    private TaskTag() {
    }

    public static long of(TaskView view) {
        long hash = mix(FNV_OFFSET_BASIS, view.id());
        hash = mix(hash, view.status());
        hash = mix(hash, view.usage());
        if (view.results() != null) {
            hash = mix(hash, view.results().toString()); // toString of a record contains all its components
        }
        if (view.error() != null) {
            hash = mix(hash, view.error().toString());
        }
        hash = (hash ^ view.progress()) * FNV_PRIME;
        hash = (hash ^ view.taskInfo().estimatedTime()) * FNV_PRIME;
        return (hash ^ (view.taskInfo().canCancel() ? 1 : 0)) * FNV_PRIME;
    }

    /**
     * The value of {@code ETag} (RFC 9110, 8.8.3). It is weak, because another version of the gateway may serialize the same
     * state differently.
     */
    public static String header(TaskView view) {
        return "W/\"" + HexFormat.of().toHexDigits(of(view)) + '"';
    }

    private static long mix(long before, String member) {
        long hash = before;
        if (member != null) {
            for (int i = 0; i < member.length(); i++) {
                hash = (hash ^ member.charAt(i)) * FNV_PRIME;
            }
        }
        return (hash ^ SEPARATOR) * FNV_PRIME;
    }
}
