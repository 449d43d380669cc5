package dev.zoetrope.upstream.dashscope;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import dev.zoetrope.upstream.VendorTexts;
import dev.zoetrope.video.Result;
import dev.zoetrope.video.TaskError;
import dev.zoetrope.video.VendorObservation;
import dev.zoetrope.video.VendorObservation.Phase;

/**
 * Converts the vendor's answer with a task, {@code {"output": {…}, "usage": {…}}}, into a {@link VendorObservation}. The vendor
 * reports no progress and no estimate. No method throws.
 */
final class TaskParser {
    /** The status of a task that the vendor does not have, or no longer has: it keeps tasks for 24 hours. */
    private static final String UNKNOWN = "UNKNOWN";

    private final VendorTexts texts;

    TaskParser(VendorTexts texts) {
        this.texts = texts;
    }

    /** Whether the answer says that there is no such task. */
    static boolean isUnknown(JsonNode answer) {
        return UNKNOWN.equals(status(answer));
    }

    /** The status in upper case; empty if there is none. */
    static String status(JsonNode answer) {
        String status = answer.path("output").path("task_status").textValue();
        return status == null ? "" : status.toUpperCase(Locale.ROOT);
    }

    VendorObservation observation(JsonNode answer) {
        Phase phase = phase(status(answer));
        JsonNode output = answer.path("output");
        Result result = texts.result(output.path("video_url"), MissingNode.getInstance());
        return new VendorObservation(phase, null, null, result == null ? List.of() : List.of(result),
                phase == Phase.FAILED ? taskError(output) : null, texts.usage(answer.path("usage")));
    }

    private static Phase phase(String status) {
        switch (status) {
            case "PENDING", "SUSPENDED":
                return Phase.QUEUED;
            case "RUNNING":
                return Phase.RUNNING;
            case "SUCCEEDED":
                return Phase.COMPLETED;
            case "FAILED":
                return Phase.FAILED;
            case "CANCELED", "CANCELLED":
                return Phase.CANCELLED;
            default:
                return Phase.UNRECOGNISED;
        }
    }

    /** A failed task may have no code and no message. */
    private TaskError taskError(JsonNode output) {
        String code = texts.word(output.path("code"));
        String message = texts.message(output.path("message").textValue());
        return new TaskError(code == null ? TaskError.VENDOR_FAILED : code,
                message == null ? "The vendor reported that the task failed." : message);
    }
}
