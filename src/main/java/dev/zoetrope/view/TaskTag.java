package dev.zoetrope.view;

import java.util.HexFormat;

/**
 * A number that changes when what a caller sees of a task changes, and only then: the same at every replica and after
 * every restart. Made of the view's members, as to write the JSON only to compare it would cost more than the query.
 */
public final class TaskTag {
    /** FNV-1a, 64 bits: two states of one task are alike by chance once in more states than any task has. */
    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    /** No member holds this character, so that no two rows of members look the same. */
    private static final char END = '\u0000';

    private TaskTag() {
    }

    public static long of(TaskView view) {
        long hash = and(BASIS, view.id());
        hash = and(hash, view.status());
        hash = and(hash, view.usage());
        if (view.results() != null) {
            hash = and(hash, view.results().toString()); // a record's text holds all its members
        }
        if (view.error() != null) {
            hash = and(hash, view.error().toString());
        }
        hash = (hash ^ view.progress()) * PRIME;
        hash = (hash ^ view.taskInfo().estimatedTime()) * PRIME;
        return (hash ^ (view.taskInfo().canCancel() ? 1 : 0)) * PRIME;
    }

    /** The {@code ETag} (RFC 9110, 8.8.3): weak, as another version of this program may write the same state otherwise. */
    public static String header(TaskView view) {
        return "W/\"" + HexFormat.of().toHexDigits(of(view)) + '"';
    }

    private static long and(long before, String member) {
        long hash = before;
        if (member != null) {
            for (int i = 0; i < member.length(); i++) {
                hash = (hash ^ member.charAt(i)) * PRIME;
            }
        }
        return (hash ^ END) * PRIME;
    }
}
