package dev.zoetrope.deliver.sse;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.zoetrope.deliver.TaskPresenter;
import dev.zoetrope.video.Task;
import dev.zoetrope.view.TaskTag;
import dev.zoetrope.view.TaskView;
import io.vertx.core.buffer.Buffer;

/** Serializes events ({@code text/event-stream}, WHATWG HTML, section 9.2): the task object in one line of data. */
@ApplicationScoped
class TaskEventWriter {
    private static final byte[] DATA = "\ndata: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);
    private final TaskPresenter presenter;
    private final ObjectMapper json;

    TaskEventWriter(TaskPresenter presenter, ObjectMapper json) {
        this.presenter = presenter;
        this.json = json;
    }

    /** @param completeUntil the time up to which the reader of this event has received all changes */
    TaskEvent of(Task task, Instant completeUntil) {
        TaskView view = presenter.view(task);
        return of(task, view, TaskTag.of(view), completeUntil);
    }

    /**
     * Serializes the task unless its task object is unchanged.
     *
     * @param before the tag of the task object that was sent last
     * @param completeUntil the time up to which the reader of this event has received all changes
     * @return null if the task object is unchanged
     */
    TaskEvent ofChanged(long before, Task task, Instant completeUntil) {
        TaskView view = presenter.view(task);
        long tag = TaskTag.of(view);
        return tag == before ? null : of(task, view, tag, completeUntil);
    }

    private TaskEvent of(Task task, TaskView view, long tag, Instant completeUntil) {
        byte[] object = oneLine(view);
        Buffer text = Buffer.buffer(object.length + 64).appendString("event: task\nid: ")
                .appendString(new EventCursor(completeUntil, tag).text()).appendBytes(DATA).appendBytes(object)
                .appendBytes(END);
        return new TaskEvent(task.id(), task.version(), tag, task.state().ended(), task.finished(), text);
    }

    /** Replaces line ends: JSON of the vendor may have several lines, and a JSON string never contains a line end. */
    private byte[] oneLine(TaskView view) {
        try {
            byte[] object = json.writeValueAsBytes(view);
            for (int i = 0; i < object.length; i++) {
                if (object[i] == '\n' || object[i] == '\r') {
                    object[i] = ' ';
                }
            }
            return object;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a task object cannot be serialized", e);
        }
    }
}
