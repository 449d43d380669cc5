package dev.zoetrope.video;

import java.util.List;
import java.util.Map;

/**
 * The valid request of a create ({@code docs/contract.md}, Create). Absent members stay absent, because the vendor must not get
 * default values. {@link #durationOrDefault()} and {@link #resolutionOrDefault()} apply the defaults.
 *
 * @param model name of the model, never null
 * @param mode stated or inferred, never null
 * @param modeStated whether the caller stated the mode
 * @param imageUrls URLs of one or two images in order; empty for {@code video-continuation}; never null
 * @param videoUrl URL of the video to continue; null unless the mode is {@code video-continuation}
 * @param prompt at most 5000 code points; null when absent
 * @param audioUrl null when absent
 * @param duration seconds, 2..15; null when absent
 * @param resolution null when absent
 * @param negativePrompt at most 500 code points; null when absent
 * @param seed 0..2147483647; null when absent
 * @param promptExpansion null: the model's own default
 * @param safetyChecker null: the model's own default
 * @param callbackUrl receives a callback when the task ends; never sent to the vendor; null when absent
 * @param extra unknown members that go to the vendor, as plain JSON values; empty unless
 *        {@code zoetrope.request.unknown-members} is {@code forward}; never null
 */
public record GenerationRequest(String model, GenerationMode mode, boolean modeStated, List<String> imageUrls,
        String videoUrl, String prompt, String audioUrl, Integer duration, Resolution resolution, String negativePrompt,
        Integer seed, Boolean promptExpansion, Boolean safetyChecker, String callbackUrl, Map<String, Object> extra) {

    /** The only model of this gateway. */
    public static final String MODEL = "wan-2.7-image-to-video";

    /** Length in seconds if {@code duration} is absent. */
    public static final int DEFAULT_DURATION = 5;

    public GenerationRequest {
        imageUrls = imageUrls == null ? List.of() : List.copyOf(imageUrls);
        extra = extra == null ? Map.of() : extra;
    }

    /** Length of the video in seconds. */
    public int durationOrDefault() {
        return duration == null ? DEFAULT_DURATION : duration;
    }

    /** Size of the video. */
    public Resolution resolutionOrDefault() {
        return resolution == null ? Resolution.DEFAULT : resolution;
    }

    /** Without prompts and URLs, because a request may get into a log line. */
    @Override
    public String toString() {
        return "GenerationRequest[%s, %s, %ds, %s, images=%d, prompt=%s]".formatted(model, mode.value(),
                durationOrDefault(), resolutionOrDefault().value(), imageUrls.size(), Redaction.of(prompt));
    }
}
