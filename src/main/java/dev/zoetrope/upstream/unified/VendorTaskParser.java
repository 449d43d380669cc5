package dev.zoetrope.upstream.unified;

import java.util.ArrayList;
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
 * Converts the vendor's task object, in every known shape ({@code docs/contract.md}, "What a vendor's answer may look like"),
 * into one {@link VendorObservation}. No method throws.
 */
final class VendorTaskParser {
    private static final int MAX_RESULTS = 16;

    private final VendorTexts texts;

    VendorTaskParser(VendorTexts texts) {
        this.texts = texts;
    }

    VendorObservation observation(JsonNode task) {
        Phase phase = phase(task.path("status").asText(""));
        return new VendorObservation(phase, VendorTexts.integer(task.path("progress")),
                VendorTexts.integer(task.path("task_info").path("estimated_time")), results(task),
                phase == Phase.FAILED ? taskError(task) : null,
                texts.usage(task.path("usage")));
    }

    private static Phase phase(String value) {
        switch (value.toLowerCase(Locale.ROOT)) {
            case "pending", "queued", "submitted":
                return Phase.QUEUED;
            case "processing", "running", "in_progress":
                return Phase.RUNNING;
            case "completed", "succeeded", "success":
                return Phase.COMPLETED;
            case "failed", "error":
                return Phase.FAILED;
            case "cancelled", "canceled":
                return Phase.CANCELLED;
            default:
                return Phase.UNRECOGNISED;
        }
    }

    private List<Result> results(JsonNode task) {
        List<Result> results = new ArrayList<>();
        addResults(task.path("results"), results);
        if (results.isEmpty()) {
            addResults(task.path("output").path("urls"), results);
        }
        if (results.isEmpty()) {
            addResult(task.path("output").path("url"), MissingNode.getInstance(), results);
        }
        return results;
    }

    private void addResults(JsonNode array, List<Result> results) {
        for (JsonNode one : array) {
            if (results.size() == MAX_RESULTS) {
                return;
            }
            if (one.isTextual()) {
                addResult(one, MissingNode.getInstance(), results);
            } else {
                addResult(one.path("url"), one.path("content_type"), results);
            }
        }
    }

    private void addResult(JsonNode url, JsonNode contentType, List<Result> results) {
        Result result = texts.result(url, contentType);
        if (result != null) {
            results.add(result);
        }
    }

    private TaskError taskError(JsonNode task) {
        String code = texts.word(task.path("error").path("code"));
        String message = texts.errorMessage(task);
        return new TaskError(code == null ? TaskError.VENDOR_FAILED : code,
                message == null ? "The vendor reported that the task failed." : message);
    }
}
