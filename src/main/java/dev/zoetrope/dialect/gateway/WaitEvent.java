package dev.zoetrope.dialect.gateway;

import java.util.List;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Status;
import dev.zoetrope.video.Task;
import dev.zoetrope.view.TaskView;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The JSON of the only event of a waiting answer. It is registered for reflection, because no resource method returns it. */
sealed interface WaitEvent {

    /** @param type always {@code result} */
    @RegisterForReflection(registerFullHierarchy = true)
    record Result(String type, List<Video> videos, List<Warning> warnings, Metadata providerMetadata) implements WaitEvent {
    }

    /**
     * @param type always {@code error}
     * @param errorType as in an {@link ErrorAnswer}
     * @param statusCode the client repeats the create for 408, 409, 429 and 5xx
     * @param param the task
     */
    @RegisterForReflection(registerFullHierarchy = true)
    record Error(String type, String message, String errorType, int statusCode, Metadata.Zoetrope param)
            implements
                WaitEvent {
    }

    /** The event for a task that has ended. */
    static WaitEvent of(Task task, TaskView view, List<Warning> warnings) {
        if (task.status() == Status.COMPLETED) {
            return new Result("result", Video.of(view), warnings, Metadata.of(task));
        }
        return failed(task,
                task.status() == Status.CANCELLED ? "cancelled: The task was cancelled." : StatusAnswer.reason(view));
    }

    /** The event for a create that must not be repeated. */
    static WaitEvent failed(Task task, String message) {
        return new Error("error", message, ErrorType.FAILED_DEPENDENCY, ErrorType.FAILED_TASK_STATUS,
                Metadata.of(task).zoetrope());
    }

    /** The event before the connection is cut: the client may repeat the create. */
    static WaitEvent unavailable(Task task, Failure failure) {
        return new Error("error", failure.message(), ErrorType.INTERNAL, failure.status(), Metadata.of(task).zoetrope());
    }
}
