package dev.zoetrope.dialect;

import java.util.stream.Collectors;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Fault;

/** The message of a failure in an API whose errors have no list of faults. */
public final class FaultMessages {
    private FaultMessages() {
    }

    /** The messages of all faults; without faults, the message of the failure. */
    public static String of(Failure failure) {
        return failure.faults().isEmpty() ? failure.message()
                : failure.faults().stream().map(Fault::message).collect(Collectors.joining("; "));
    }
}
