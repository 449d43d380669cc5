package dev.zoetrope.vault.store;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.zoetrope.video.TaskId;

/**
 * A file of a task.
 *
 * @param task whose it is
 * @param index place among the task's results, from 0
 */
public record ResultFileId(TaskId task, int index) {
    private static final Pattern FORM = Pattern.compile("(.+)-(0|[1-9][0-9]{0,3})");

    /** Reads what {@link #toString} wrote; empty if it did not. */
    static Optional<ResultFileId> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? TaskId.parse(form.group(1)).map(task -> new ResultFileId(task, Integer.parseInt(form.group(2))))
                : Optional.empty();
    }

    /** Made of letters, digits and dashes only: fit for a file's name, an object's key, a header. */
    @Override
    public String toString() {
        return task.value() + "-" + index;
    }
}
