package dev.zoetrope.dialect.dashscope;

import java.util.Arrays;
import java.util.Optional;

import dev.zoetrope.video.Status;

/** The word {@code task_status} of this API. */
enum TaskWord {
    PENDING(Status.PENDING),
    RUNNING(Status.PROCESSING),
    SUCCEEDED(Status.COMPLETED),
    FAILED(Status.FAILED),
    CANCELED(Status.CANCELLED),
    /** The caller has no such task. */
    UNKNOWN(null);

    private final Status status;

    TaskWord(Status status) {
        this.status = status;
    }

    static TaskWord of(Status status) {
        return Arrays.stream(values()).filter(word -> word.status == status).findFirst().orElseThrow();
    }

    /** Empty for {@link #UNKNOWN}. */
    Optional<Status> status() {
        return Optional.ofNullable(status);
    }
}
