package dev.zoetrope.view;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.zoetrope.video.Pin;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;

/**
 * A failed task as an operator sees it: without prompt, media and texts of the vendor, which are its caller's.
 *
 * @param id the task's id
 * @param object always {@code operator.task}
 * @param caller the name of its owner in the settings
 * @param model the model of the create
 * @param created unix seconds
 * @param updated when it failed, in unix seconds
 * @param vendor the vendor that the create was sent to; absent if it was not sent
 * @param key the name of the vendor's key; absent if it was not sent
 * @param code the code of the error
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FailedTaskView(String id, String object, String caller, String model, long created, long updated, String vendor,
        String key, String code) {

    /** @param task a task that has failed */
    public static FailedTaskView of(Task task) {
        Pin pin = task.pin();
        return new FailedTaskView(task.id().value(), "operator.task", task.caller().id(), task.request().model(),
                task.createdAt().getEpochSecond(), task.updatedAt().getEpochSecond(), pin == null ? null : pin.vendor(),
                pin == null ? null : pin.key(), ((TaskState.Failed) task.state()).error().code());
    }
}
