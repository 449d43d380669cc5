package dev.zoetrope.work;

import io.smallrye.mutiny.Uni;

/**
 * A kind of due work that another package than the tracker owns, such as archiving a file. The tracker finds the handler as
 * a bean and runs its rounds, in a loop or within a tick.
 */
public interface WorkHandler {

    /** The name under which a tick counts the steps: one lower-case word, such as {@code kept}. */
    String name();

    /** Whether the settings allow any such work. */
    boolean enabled();

    /**
     * Runs one round: claims the due items, up to its limit, and starts their steps. A loop never runs two rounds at once.
     */
    Uni<WorkDispatcher.Round> runRound();

    /**
     * Sets the callback that the handler calls when there is new work, so that the work need not wait for the loop's next
     * round. The callback may be called on any thread and any number of times.
     */
    void setWakeUp(Runnable wake);
}
