package dev.zoetrope.store;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.zoetrope.video.TaskId;

/**
 * Identifies a result file.
 *
 * @param task the task that the file belongs to
 * @param index index of the file in the results of the task, from 0
 */
public record ResultFileId(TaskId task, int index) implements FileName {
    private static final Pattern FORM = Pattern.compile("(.+)-(0|[1-9][0-9]{0,3})");

    /** Parses the text of {@link #toString}; empty for any other text. */
    static Optional<ResultFileId> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? TaskId.parse(form.group(1)).map(task -> new ResultFileId(task, Integer.parseInt(form.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return task.value() + "-" + index;
    }
}
