package dev.zoetrope.dialect.dashscope;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * The JSON of a task. Times are UTC, without a zone, as the vendor writes them.
 *
 * @param requestId the {@code X-Request-Id} of the response
 * @param output the task; absent in the answer to a cancel
 * @param usage as the vendor of the task sent it; absent if it sent none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TaskAnswer(@JsonProperty("request_id") String requestId, Output output, JsonNode usage) {

    /**
     * @param submitTime when the gateway received the create
     * @param scheduledTime when the vendor of the task accepted it; absent unless the task runs
     * @param endTime when the task was last written; absent unless it has ended
     * @param origPrompt the prompt of the create; absent if it has none
     * @param videoUrl absent unless the task succeeded
     * @param code absent unless the task failed
     * @param message absent unless the task failed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Output(@JsonProperty("task_id") String taskId, @JsonProperty("task_status") TaskWord taskStatus,
            @JsonProperty("submit_time") String submitTime, @JsonProperty("scheduled_time") String scheduledTime,
            @JsonProperty("end_time") String endTime, @JsonProperty("orig_prompt") String origPrompt,
            @JsonProperty("video_url") String videoUrl, String code, String message) {

        /** A task of which only this is said. */
        Output(String taskId, TaskWord taskStatus) {
            this(taskId, taskStatus, null, null, null, null, null, null, null);
        }
    }
}
