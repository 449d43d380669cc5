package dev.zoetrope.dialect.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.ws.rs.QueryParam;

import dev.zoetrope.model.FaultCode;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.TaskId;

/** The query parameters of a list. All invalid ones are reported at once. */
public class PageParameters {
    private static final String DEFAULT_LIMIT = "20";
    private static final String OLDEST_FIRST = "asc";

    @QueryParam("after")
    String after;

    @QueryParam("limit")
    String limit;

    @QueryParam("order")
    String order;

    /** The valid parameters. */
    record Page(Optional<TaskId> after, int limit, boolean oldestFirst) {
        FailureException unknownCursor() {
            return Failure.invalid(List.of(cursorFault())).exception();
        }
    }

    /** @throws FailureException 422 with all invalid parameters */
    Page page() {
        List<Fault> faults = new ArrayList<>();
        Optional<TaskId> cursor = TaskId.parse(after);
        if (after != null && cursor.isEmpty()) {
            faults.add(cursorFault());
        }
        String length = limit == null ? DEFAULT_LIMIT : limit;
        boolean valid = length.matches("[1-9][0-9]?|100");
        if (!valid) {
            faults.add(CreateFields.fault("limit", FaultCode.OUT_OF_RANGE, "must be an integer from 1 to 100"));
        }
        if (order != null && !order.equals(OLDEST_FIRST) && !order.equals("desc")) {
            faults.add(CreateFields.fault("order", FaultCode.INVALID_VALUE, "must be asc or desc"));
        }
        if (!faults.isEmpty()) {
            throw Failure.invalid(faults).exception();
        }
        return new Page(cursor, Integer.parseInt(length), OLDEST_FIRST.equals(order));
    }

    private static Fault cursorFault() {
        return CreateFields.fault("after", FaultCode.INVALID_VALUE, "must be the id of a video of yours");
    }
}
