package dev.zoetrope.view;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;

import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskError;
import dev.zoetrope.video.TaskState;

/**
 * The task object as a caller sees it ({@code contract.md}, Create and Query).
 *
 * @param created unix seconds
 * @param id the gateway's own id
 * @param model the model that makes the video
 * @param object always {@code video.generation.task}
 * @param progress 0..100
 * @param status {@code pending}, {@code processing}, {@code completed}, {@code failed} or {@code cancelled}
 * @param taskInfo what may be done with it and how long it may take
 * @param type always {@code video}
 * @param results the files; absent unless completed
 * @param error why it failed; absent unless failed
 * @param usage as the vendor gave it; absent when it did not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TaskView(long created, String id, String model, String object, int progress, String status,
        @JsonProperty("task_info") TaskInfo taskInfo, String type, List<ResultView> results, ErrorView error,
        @JsonRawValue String usage) {

    /**
     * @param canCancel whether a cancel would still be granted
     * @param estimatedTime seconds the whole task is expected to take
     */
    public record TaskInfo(@JsonProperty("can_cancel") boolean canCancel,
            @JsonProperty("estimated_time") int estimatedTime) {
    }

    /**
     * @param url where the file can be fetched; whoever has it may
     * @param contentType its media type; absent when unknown
     * @param size bytes; absent while the gateway has no copy, like what follows
     * @param sha256 of its bytes, hexadecimal
     * @param expiresAt unix seconds until which the URL works; a later query gives a new one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ResultView(String url, @JsonProperty("content_type") String contentType, Long size, String sha256,
            @JsonProperty("expires_at") Long expiresAt) {

        /** A file that only the vendor has. */
        public ResultView(String url, String contentType) {
            this(url, contentType, null, null, null);
        }
    }

    /**
     * @param code stable word for programs
     * @param message for a person
     * @param type always {@code task_error}
     */
    public record ErrorView(String code, String message, String type) {
    }

    /**
     * The view of a task of ours.
     *
     * @param results its files; null where there are none
     */
    public static TaskView of(Task task, int estimatedTime, List<ResultView> results) {
        TaskState state = task.state();
        return new TaskView(task.createdAt().getEpochSecond(), task.id().value(), task.request().model(),
                "video.generation.task", state.progress(), state.status().word(),
                new TaskInfo(state instanceof TaskState.Pending, estimatedTime), "video", results, error(state),
                state.usage());
    }

    /** Characters of the members whose length others decide: links, usage and messages. */
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
