package dev.zoetrope.view;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;

import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskError;
import dev.zoetrope.video.TaskState;

/**
 * The task object that a caller gets ({@code docs/contract.md}, Create and Query).
 *
 * @param created unix seconds
 * @param id the gateway's own id
 * @param model the model that makes the video
 * @param object always {@code video.generation.task}
 * @param progress 0..100
 * @param status {@code pending}, {@code processing}, {@code completed}, {@code failed} or {@code cancelled}
 * @param taskInfo whether the task can be cancelled, and the estimated duration
 * @param type always {@code video}
 * @param results the result files; absent unless completed
 * @param error the reason of the failure; absent unless failed
 * @param usage JSON as the vendor sent it; absent if the vendor sent none
 * @param request the body of the create; absent unless a query wants it
 * @param timeline what has happened to the task, the oldest first; absent unless a query wants it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TaskView(long created, String id, String model, String object, int progress, String status,
        @JsonProperty("task_info") TaskInfo taskInfo, String type, List<ResultView> results, ErrorView error,
        @JsonRawValue String usage, Map<String, Object> request, List<MomentView> timeline) {

    /** A view without the request and the timeline. */
    public TaskView(long created, String id, String model, String object, int progress, String status, TaskInfo taskInfo,
            String type, List<ResultView> results, ErrorView error, String usage) {
        this(created, id, model, object, progress, status, taskInfo, type, results, error, usage, null, null);
    }

    /** This view with the body of the create. */
    public TaskView withRequest(Map<String, Object> body) {
        return new TaskView(created, id, model, object, progress, status, taskInfo, type, results, error, usage, body,
                timeline);
    }

    /** This view with what has happened to the task. */
    public TaskView withTimeline(List<MomentView> moments) {
        return new TaskView(created, id, model, object, progress, status, taskInfo, type, results, error, usage, request,
                moments);
    }

    /**
     * @param canCancel whether a cancel would succeed now
     * @param estimatedTime expected duration of the whole task in seconds
     */
    public record TaskInfo(@JsonProperty("can_cancel") boolean canCancel,
            @JsonProperty("estimated_time") int estimatedTime) {
    }

    /**
     * @param url URL of the result file; it can be fetched without a key
     * @param contentType the media type; absent if unknown
     * @param size in bytes; absent while the gateway has no copy
     * @param sha256 SHA-256 of the file in hexadecimal; absent while the gateway has no copy
     * @param expiresAt the time at which the URL expires, in unix seconds; a later query returns a new URL; absent while the
     *        URL is the vendor's
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ResultView(String url, @JsonProperty("content_type") String contentType, Long size, String sha256,
            @JsonProperty("expires_at") Long expiresAt) {

        /** A result file of which the gateway has no copy. */
        public ResultView(String url, String contentType) {
            this(url, contentType, null, null, null);
        }
    }

    /**
     * @param code stable identifier for programs
     * @param message text for a person
     * @param type always {@code task_error}
     */
    public record ErrorView(String code, String message, String type) {
    }

    /**
     * Creates the view of a task.
     *
     * @param canCancel whether a cancel would succeed now
     * @param estimatedTime in seconds
     * @param results the result files; null if there are none
     */
    public static TaskView of(Task task, boolean canCancel, int estimatedTime, List<ResultView> results) {
        TaskState state = task.state();
        return new TaskView(task.createdAt().getEpochSecond(), task.id().value(), task.request().model(),
                "video.generation.task", state.progress(), state.status().value(),
                new TaskInfo(canCancel, estimatedTime), "video", results, error(state),
                state.usage());
    }

    /** Number of characters in the members whose length the vendor decides: result URLs, usage and error message. */
    public long variableLength() {
        long links = results == null ? 0 : results.stream().mapToLong(result -> result.url().length()).sum();
        return links + (usage == null ? 0 : usage.length()) + (error == null ? 0 : error.message().length());
    }

    private static ErrorView error(TaskState state) {
        if (!(state instanceof TaskState.Failed failed)) {
            return null;
        }
        TaskError error = failed.error();
        return new ErrorView(error.code(), error.message(), "task_error");
    }
}
