package dev.zoetrope.view;

import java.util.HexFormat;

import dev.zoetrope.video.Fnv1a;

/**
 * A hash of a {@link TaskView}. It changes whenever a member changes that can change, and it is the same at every replica
 * and after every restart. It is computed from the members of the view, because serializing the JSON would cost more than
 * the query. It is {@link Fnv1a}: no task has enough states to make a collision likely.
 */
public final class TaskTag {
    /**
     * Separates the members, so that two different sequences of members do not give the same input. Only a text of the
     * vendor could contain it.
     */
    private static final char SEPARATOR = '\u0000';

    private TaskTag() {
    }

    public static long of(TaskView view) {
        long hash = add(Fnv1a.START, view.id());
        hash = add(hash, view.status());
        hash = add(hash, view.usage());
        if (view.results() != null) {
            hash = add(hash, view.results().toString()); // toString of a record contains all its components
        }
        if (view.error() != null) {
            hash = add(hash, view.error().toString());
        }
        hash = Fnv1a.add(hash, view.progress());
        hash = Fnv1a.add(hash, view.taskInfo().estimatedTime());
        return Fnv1a.add(hash, view.taskInfo().canCancel() ? 1 : 0);
    }

    /**
     * The value of {@code ETag} (RFC 9110, 8.8.3). It is weak, because another version of the gateway may serialize the same
     * state differently.
     */
    public static String header(TaskView view) {
        return "W/\"" + HexFormat.of().toHexDigits(of(view)) + '"';
    }

    private static long add(long hash, String member) {
        return Fnv1a.add(member == null ? hash : Fnv1a.add(hash, member), SEPARATOR);
    }
}
