package dev.zoetrope.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.ws.rs.QueryParam;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.UploadId;

/** The query parameters of the list of files. All invalid ones are reported at once. */
public class FileListParameters {
    @QueryParam("limit")
    String limit;

    @QueryParam("after")
    String after;

    /** The valid parameters. */
    record PageRequest(int limit, Optional<UploadId> after) {
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
        int length = ListParameters.length(limit, faults);
        Optional<UploadId> cursor = UploadId.parse(after);
        if (after != null && cursor.isEmpty()) {
            faults.add(cursorFault());
        }
        if (!faults.isEmpty()) {
            throw Failure.invalid(faults).exception();
        }
        return new PageRequest(length, cursor);
    }

    private static Fault cursorFault() {
        return new Fault("after", "invalid_value", "after must be the id of a file of yours");
    }
}
