package dev.zoetrope.sandbox.http.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import dev.zoetrope.sandbox.SandboxTask;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The JSON of a video.
 *
 * @param progress percent, 0..100
 * @param createdAt unix seconds
 * @param completedAt unix seconds; null until the video is completed
 * @param seconds length of the video, as a text
 * @param error null unless the video failed
 */
@RegisterForReflection(registerFullHierarchy = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
record VideoAnswer(String id, String object, String model, String status, int progress,
        @JsonProperty("created_at") long createdAt, @JsonProperty("completed_at") Long completedAt, String seconds,
        Problem error) {

    /** Why the video failed. */
    @RegisterForReflection
    record Problem(String code, String message) {
    }

    /** @param progress percent, 0..99; ignored if the task is completed */
    static VideoAnswer of(SandboxTask task, int progress) {
        boolean completed = task.phase() == SandboxTask.Phase.COMPLETED;
        return new VideoAnswer(task.id(), "video", task.model(), status(task), completed ? 100 : progress,
                task.created() / 1000, completed ? Long.valueOf(task.ended() / 1000) : null,
                String.valueOf(task.job().seconds()),
                task.phase() == SandboxTask.Phase.FAILED ? new Problem(task.errorCode(), task.errorMessage()) : null);
    }

    private static String status(SandboxTask task) {
        return switch (task.phase()) {
            case QUEUED -> "queued";
            case RENDERING -> task.words().word() == null ? "in_progress" : task.words().word();
            case COMPLETED -> "completed";
            case FAILED -> "failed";
            case CANCELLED -> "cancelled";
        };
    }
}
