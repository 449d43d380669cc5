package dev.zoetrope.api;

import java.util.concurrent.atomic.AtomicReferenceArray;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.zoetrope.deliver.TaskPresenter;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;
import dev.zoetrope.view.TaskTag;
import dev.zoetrope.view.TaskView;

/**
 * Renders live tasks as JSON with their entity tags, and holds the renderings in memory. The JSON of a live task depends
 * only on its id and its state, not on the time or the request. So a rendering is valid as long as the state is the same
 * object, and nothing has to remove it.
 */
@ApplicationScoped
class RenderedTasks {
    private final TaskPresenter presenter;
    private final ObjectMapper json;
    private final RenderLimits limits;
    /** Each task has one slot, which it shares with others; the newest rendering replaces the one before. */
    private final AtomicReferenceArray<Rendered> slots;

    RenderedTasks(TaskPresenter presenter, ObjectMapper json) {
        this.presenter = presenter;
        this.json = json;
        this.limits = RenderLimits.DEFAULT;
        this.slots = new AtomicReferenceArray<>(limits.slots());
    }

    /**
     * A rendering of a task.
     *
     * @param state the state of the task that is rendered
     * @param tag the value of {@code ETag}
     * @param body the JSON; must not be changed
     */
    record Rendered(TaskId id, TaskState state, String tag, byte[] body) {
    }

    /** The rendering of a task that has not ended. */
    Rendered of(Task live) {
        int slot = Math.floorMod(live.id().hashCode(), slots.length());
        Rendered known = slots.get(slot);
        if (known != null && known.state == live.state() && known.id.equals(live.id())) {
            return known;
        }
        Rendered fresh = render(live);
        if (fresh.body.length <= limits.bytes()) {
            slots.set(slot, fresh);
        }
        return fresh;
    }

    private Rendered render(Task task) {
        TaskView view = presenter.view(task);
        try {
            return new Rendered(task.id(), task.state(), TaskTag.header(view), json.writeValueAsBytes(view));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a task cannot be serialized", e);
        }
    }
}
