package dev.zoetrope.dialect.dashscope;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import dev.zoetrope.dialect.ModelNames;
import dev.zoetrope.video.Task;

/**
 * The JSON of a list.
 *
 * @param requestId the {@code X-Request-Id} of the response
 * @param data the tasks of the page, newest first
 * @param total number of tasks that match, among those that the list goes through
 * @param totalPage number of pages
 */
record TaskPage(@JsonProperty("request_id") String requestId, List<Row> data, int total,
        @JsonProperty("total_page") int totalPage, @JsonProperty("page_no") int pageNo,
        @JsonProperty("page_size") int pageSize) {

    /**
     * @param modelName as the create named it
     * @param created when the gateway received the create, in milliseconds since 1970
     * @param ended when the task was last written, in milliseconds since 1970; absent unless it has ended
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(@JsonProperty("task_id") String taskId, TaskWord status, @JsonProperty("model_name") String modelName,
            @JsonProperty("gmt_create") long created, @JsonProperty("end_time") Long ended) {

        static Row of(Task task) {
            return new Row(task.id().value(), TaskWord.of(task.status()), ModelNames.asGiven(task, Names.DIALECT),
                    task.createdAt().toEpochMilli(),
                    task.state().ended() ? task.updatedAt().toEpochMilli() : null);
        }
    }
}
