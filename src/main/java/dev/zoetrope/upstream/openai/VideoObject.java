package dev.zoetrope.upstream.openai;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.zoetrope.upstream.VendorTexts;
import dev.zoetrope.video.Result;
import dev.zoetrope.video.TaskError;
import dev.zoetrope.video.VendorObservation;
import dev.zoetrope.video.VendorObservation.Phase;

/** Converts the vendor's video object into a {@link VendorObservation}. No method throws. */
final class VideoObject {
    private final VendorTexts texts;
    private final ContentUrls contentUrls;

    VideoObject(VendorTexts texts, ContentUrls contentUrls) {
        this.texts = texts;
        this.contentUrls = contentUrls;
    }

    /** @param vendorId the vendor's id of the task */
    VendorObservation observation(JsonNode video, String vendorId) {
        Phase phase = phase(video.path("status").asText(""));
        return new VendorObservation(phase, VendorTexts.integer(video.path("progress")), null,
                phase == Phase.COMPLETED ? List.of(result(video, vendorId)) : List.of(),
                phase == Phase.FAILED ? taskError(video) : null, texts.usage(video.path("usage")));
    }

    private static Phase phase(String value) {
        switch (value.toLowerCase(Locale.ROOT)) {
            case "queued":
                return Phase.QUEUED;
            case "in_progress":
                return Phase.RUNNING;
            case "completed":
                return Phase.COMPLETED;
            case "failed":
                return Phase.FAILED;
            case "cancelled", "canceled", "deleted":
                return Phase.CANCELLED;
            default:
                return Phase.UNRECOGNISED;
        }
    }

    /** The public URL of the file if the vendor gives one; else its content, which only the gateway can fetch. */
    private Result result(JsonNode video, String vendorId) {
        JsonNode type = video.path("media_type");
        Result stated = texts.result(video.path("url"), type);
        if (stated != null && !contentUrls.contain(stated.url())) {
            return stated;
        }
        String url = stated == null ? contentUrls.of(vendorId) : stated.url();
        Result content = texts.result(TextNode.valueOf(url), type);
        return new Result(url, content == null ? null : content.contentType(), null, true);
    }

    private TaskError taskError(JsonNode video) {
        String code = texts.word(video.path("error").path("code"));
        String message = texts.errorMessage(video);
        return new TaskError(code == null ? TaskError.VENDOR_FAILED : code,
                message == null ? "The vendor reported that the task failed." : message);
    }
}
