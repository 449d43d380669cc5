package dev.zoetrope.work;

import java.util.List;

import dev.zoetrope.ledger.DueKind;
import dev.zoetrope.video.Task;
import io.smallrye.mutiny.Uni;

/** The archive of the result files, as far as code that changes tasks needs it. */
public interface ResultFiles {

    /**
     * Whether the files of a task that completes now are archived. If so, the task is due at once ({@link DueKind#COPY}).
     */
    boolean archives();

    /**
     * Deletes the files of these tasks; called before their rows are deleted. A missing file is no error.
     *
     * @return a Uni that fails if a file could not be deleted; other files may be deleted then
     */
    Uni<Void> delete(List<Task> tasks);
}
