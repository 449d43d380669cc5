package dev.zoetrope.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.ws.rs.QueryParam;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.Status;
import dev.zoetrope.video.TaskId;

/** The query parameters of a list. They are checked as strictly as a body, and all invalid ones are reported at once. */
public class ListParameters {
    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 100;

    @QueryParam("status")
    String status;

    @QueryParam("limit")
    String limit;

    @QueryParam("after")
    String after;

    /** The valid parameters. */
    record PageRequest(Optional<Status> status, int limit, Optional<TaskId> after) {
        FailureException unknownCursor() {
            return Failure.invalid(List.of(cursorFault())).exception();
        }
    }

    /**
     * Checks the parameters.
     *
     * @throws FailureException 422 with all invalid parameters
     */
    PageRequest pageRequest() {
        List<Fault> faults = new ArrayList<>();
        Optional<Status> parsed = Optional.ofNullable(status).flatMap(Status::of);
        if (status != null && parsed.isEmpty()) {
            faults.add(new Fault("status", "invalid_value",
                    "status must be pending, processing, completed, failed or cancelled"));
        }
        int length = length(limit, faults);
        Optional<TaskId> cursor = TaskId.parse(after);
        if (after != null && cursor.isEmpty()) {
            faults.add(cursorFault());
        }
        if (!faults.isEmpty()) {
            throw Failure.invalid(faults).exception();
        }
        return new PageRequest(parsed, length, cursor);
    }

    private static Fault cursorFault() {
        return new Fault("after", "invalid_value", "after must be the id of a task of yours");
    }

    /** The number of elements of a page; adds a fault if the parameter is invalid. Null: the default. */
    static int length(String limit, List<Fault> faults) {
        int length = limit == null ? DEFAULT_LIMIT : parseLimit(limit);
        if (length < 1 || length > MAX_LIMIT) {
            faults.add(new Fault("limit", "out_of_range", "limit must be an integer from 1 to " + MAX_LIMIT));
        }
        return length;
    }

    private static int parseLimit(String digits) {
        return digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : -1;
    }
}
