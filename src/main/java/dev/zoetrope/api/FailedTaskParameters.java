package dev.zoetrope.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.ws.rs.QueryParam;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.TaskError;
import dev.zoetrope.video.TaskId;

/** The query parameters of an operator's list of failed tasks. */
public class FailedTaskParameters {
    private static final int MAX_CODE = 128;

    @QueryParam("code")
    String code;

    @QueryParam("limit")
    String limit;

    @QueryParam("after")
    String after;

    /** The valid parameters. */
    record Page(String code, int limit, Optional<TaskId> after) {
    }

    /**
     * Checks the parameters. Without a code: those whose outcome is unknown.
     *
     * @throws dev.zoetrope.video.FailureException 422 with all invalid parameters
     */
    Page page() {
        List<Fault> faults = new ArrayList<>();
        if (code != null && (code.isEmpty() || code.length() > MAX_CODE)) {
            faults.add(new Fault("code", "invalid_value", "code must have 1 to " + MAX_CODE + " characters"));
        }
        int length = ListParameters.length(limit, faults);
        Optional<TaskId> cursor = TaskId.parse(after);
        if (after != null && cursor.isEmpty()) {
            faults.add(new Fault("after", "invalid_value", "after must be the id of a task"));
        }
        if (!faults.isEmpty()) {
            throw Failure.invalid(faults).exception();
        }
        return new Page(code == null ? TaskError.SUBMISSION_UNKNOWN : code, length, cursor);
    }
}
