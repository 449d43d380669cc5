package dev.zoetrope.dialect.gateway;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.zoetrope.video.Task;
import dev.zoetrope.view.TaskView;

/**
 * The JSON of a status.
 *
 * @param status {@code pending}, {@code completed}, {@code error} or {@code cancelled}
 * @param videos absent unless completed
 * @param error the code and the message; absent unless the status is {@code error}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StatusAnswer(String status, List<Video> videos, String error, Metadata providerMetadata) {

    static StatusAnswer of(Task task, TaskView view) {
        Metadata metadata = Metadata.of(task);
        return switch (task.status()) {
            case PENDING, PROCESSING -> new StatusAnswer("pending", null, null, metadata);
            case COMPLETED -> new StatusAnswer("completed", Video.of(view), null, metadata);
            case FAILED -> new StatusAnswer("error", null, reason(view), metadata);
            case CANCELLED -> new StatusAnswer("cancelled", null, null, metadata);
        };
    }

    /** @param view of a failed task */
    static String reason(TaskView view) {
        return view.error().code() + ": " + view.error().message();
    }
}
