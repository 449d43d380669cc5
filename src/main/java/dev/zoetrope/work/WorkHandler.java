package dev.zoetrope.work;

import io.smallrye.mutiny.Uni;

/**
 * A step of the work that a package other than the tracker owns, such as keeping a file. The tracker finds it because it
 * is a bean, and gives it its rounds: from a loop, or within a tick.
 */
public interface WorkHandler {

    /** What a tick counts it as: one lower-case word, such as {@code kept}. */
    String word();

    /** Whether there is ever anything to do, by the settings. */
    boolean enabled();

    /** One round: claims what is due and fits in, and begins it. Never called twice at once by one loop. */
    Uni<WorkDispatcher.Round> round();

    /**
     * Takes what is to be called when there is new work, so that it need not wait for the loop's next look. May be called
     * from any thread and as often as one likes.
     */
    void onWork(Runnable wake);
}
