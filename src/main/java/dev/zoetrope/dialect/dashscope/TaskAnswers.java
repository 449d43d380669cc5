package dev.zoetrope.dialect.dashscope;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import jakarta.inject.Singleton;

import dev.zoetrope.deliver.TaskPresenter;
import dev.zoetrope.dialect.dashscope.TaskAnswer.Output;
import dev.zoetrope.model.Model;
import dev.zoetrope.model.Models;
import dev.zoetrope.observe.AccessNote;
import dev.zoetrope.observe.RequestId;
import dev.zoetrope.video.Slot;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import dev.zoetrope.view.TaskView;
import io.vertx.ext.web.RoutingContext;

/** Makes the answers that contain a task. */
@Singleton
class TaskAnswers {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS")
            .withZone(ZoneOffset.UTC);

    private final TaskPresenter presenter;
    private final Models models;
    private final Usage usage;

    TaskAnswers(TaskPresenter presenter, Models models, Usage usage) {
        this.presenter = presenter;
        this.models = models;
        this.usage = usage;
    }

    /** The answer to a create has the id and the status only, and the reason if the task has failed already. */
    TaskAnswer created(Task task, RoutingContext request) {
        TaskView view = presenter.view(task);
        return new TaskAnswer(RequestId.of(request), new Output(view.id(), TaskWord.of(task.status()), null, null, null, null,
                null, view.error() == null ? null : view.error().code(), view.error() == null ? null : view.error().message()),
                null);
    }

    TaskAnswer queried(Task task, RoutingContext request) {
        AccessNote.task(request, task.id());
        TaskView view = presenter.view(task);
        boolean ended = task.state().ended();
        Instant accepted = task.state() instanceof TaskState.Running running ? running.acceptedAt() : null;
        Output output = new Output(view.id(), TaskWord.of(task.status()), TIME.format(task.createdAt()),
                accepted == null ? null : TIME.format(accepted), ended ? TIME.format(task.updatedAt()) : null, prompt(task),
                view.results() == null ? null : view.results().get(0).url(),
                view.error() == null ? null : view.error().code(), view.error() == null ? null : view.error().message());
        return new TaskAnswer(RequestId.of(request), output, usage.read(view.usage()));
    }

    private String prompt(Task task) {
        Model model = models.find(task.request().model());
        return model == null ? null : (String) model.slot(task.request(), Slot.PROMPT);
    }

    static TaskAnswer unknown(String taskId, RoutingContext request) {
        return new TaskAnswer(RequestId.of(request), new Output(taskId, TaskWord.UNKNOWN), null);
    }

    static TaskAnswer cancelled(RoutingContext request) {
        return new TaskAnswer(RequestId.of(request), null, null);
    }
}
