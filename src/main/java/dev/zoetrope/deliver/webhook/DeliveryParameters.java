package dev.zoetrope.deliver.webhook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.ws.rs.QueryParam;

import dev.zoetrope.ledger.DeliveryState;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.TaskId;

/** The query parameters of the list of deliveries. All wrong parameters are reported at once. */
public class DeliveryParameters {
    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 100;
    private static final Pattern ID = Pattern.compile("msg_[0-9]{1,12}-[a-z0-9]{8}-[0-9a-f]{8}");

    @QueryParam("task")
    String task;

    @QueryParam("state")
    String state;

    @QueryParam("limit")
    String limit;

    @QueryParam("after")
    String after;

    /** The validated parameters. */
    record Page(Optional<TaskId> task, Optional<DeliveryState> state, int limit, Optional<String> after) {
    }

    /** @throws dev.zoetrope.video.FailureException 422 naming every wrong parameter */
    Page page() {
        List<Fault> faults = new ArrayList<>();
        Optional<TaskId> ofTask = TaskId.parse(task);
        if (task != null && ofTask.isEmpty()) {
            faults.add(new Fault("task", "invalid_value", "task must be the id of a task"));
        }
        Optional<DeliveryState> parsed = Optional.ofNullable(state).flatMap(DeliveryState::of);
        if (state != null && parsed.isEmpty()) {
            faults.add(new Fault("state", "invalid_value", "state must be waiting, delivered, given_up or gone"));
        }
        int length = limit == null ? DEFAULT_LIMIT : limit.matches("[0-9]{1,9}") ? Integer.parseInt(limit) : -1;
        if (length < 1 || length > MAX_LIMIT) {
            faults.add(new Fault("limit", "out_of_range", "limit must be an integer from 1 to " + MAX_LIMIT));
        }
        if (after != null && !isId(after)) {
            faults.add(new Fault("after", "invalid_value", "after must be the id of a delivery"));
        }
        if (!faults.isEmpty()) {
            throw Failure.invalid(faults).exception();
        }
        return new Page(ofTask, parsed, length, Optional.ofNullable(after));
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }
}
