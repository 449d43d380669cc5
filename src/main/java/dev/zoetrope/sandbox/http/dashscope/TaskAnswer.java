package dev.zoetrope.sandbox.http.dashscope;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import dev.zoetrope.sandbox.SandboxTask;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The JSON of a task.
 *
 * @param requestId the {@code X-Request-Id} of the response
 * @param output the task
 * @param usage what is billed; null unless the video is there
 */
@RegisterForReflection(registerFullHierarchy = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
record TaskAnswer(@JsonProperty("request_id") String requestId, Output output, Usage usage) {

    /**
     * @param videoUrl null unless the video is there
     * @param code null unless the task failed
     * @param message null unless the task failed
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Output(@JsonProperty("task_id") String taskId, @JsonProperty("task_status") String taskStatus,
            @JsonProperty("video_url") String videoUrl, String code, String message) {
    }

    /**
     * @param duration length of the video in seconds; 0: as long as the input
     * @param resolution short side of the video in pixels
     */
    @RegisterForReflection
    record Usage(int duration, @JsonProperty("video_count") int videoCount, @JsonProperty("SR") int resolution) {
    }

    /**
     * @param videoUrl null unless the video is there
     */
    static TaskAnswer of(SandboxTask task, String videoUrl, String requestId) {
        return new TaskAnswer(requestId,
                new Output(task.id(), status(task), videoUrl, task.errorCode(), task.errorMessage()),
                videoUrl == null ? null : new Usage(task.job().seconds(), 1, task.job().shortSide()));
    }

    /** The answer for a task that does not exist: this vendor has no 404 for it. */
    static TaskAnswer unknown(String taskId, String requestId) {
        return new TaskAnswer(requestId, new Output(taskId, "UNKNOWN", null, null, null), null);
    }

    private static String status(SandboxTask task) {
        return switch (task.phase()) {
            case QUEUED -> "PENDING";
            case RENDERING -> task.words().word() == null ? "RUNNING" : task.words().word();
            case COMPLETED -> "SUCCEEDED";
            case FAILED -> "FAILED";
            case CANCELLED -> "CANCELED";
        };
    }
}
