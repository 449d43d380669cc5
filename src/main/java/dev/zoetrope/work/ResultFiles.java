package dev.zoetrope.work;

import java.util.List;

import dev.zoetrope.ledger.DueKind;
import dev.zoetrope.video.Task;
import io.smallrye.mutiny.Uni;

/** Who keeps the files of completed tasks, as far as those who move the rows need to know. */
public interface ResultFiles {

    /** Whether the files of a task that completes now are to be copied: then it is due at once ({@link DueKind#KEEP}). */
    boolean keeps();

    /**
     * Removes the files of these tasks, before their rows go. Files that are not there are no error.
     *
     * @return fails if a file could not be removed; some may be gone then
     */
    Uni<Void> drop(List<Task> tasks);
}
