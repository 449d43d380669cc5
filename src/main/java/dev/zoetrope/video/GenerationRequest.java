package dev.zoetrope.video;

import java.util.List;
import java.util.Map;

/**
 * A create as the caller meant it, valid by {@code contract.md}. What the caller left out stays out: nothing is filled
 * in, because absent members are not sent upstream; {@link #durationOrDefault()} and {@link #resolutionOrDefault()}
 * say what the absence means.
 *
 * @param model model name, never null
 * @param mode stated or inferred, never null
 * @param modeStated whether the caller named the mode
 * @param imageUrls one or two pictures in order, empty for a continuation; never null
 * @param videoUrl clip to go on from; null unless the mode is a continuation
 * @param prompt at most 5000 code points; null when absent
 * @param audioUrl null when absent
 * @param duration seconds, 2..15; null when absent
 * @param resolution null when absent
 * @param negativePrompt at most 500 code points; null when absent
 * @param seed 0..2147483647; null when absent
 * @param promptExpansion null: the model's own default
 * @param safetyChecker null: the model's own default
 * @param callbackUrl where the caller wants to be told; never sent upstream; null when absent
 * @param extra unknown members to forward, as plain JSON values; empty unless a setting lets them pass
 */
public record GenerationRequest(String model, GenerationMode mode, boolean modeStated, List<String> imageUrls,
        String videoUrl, String prompt, String audioUrl, Integer duration, Resolution resolution, String negativePrompt,
        Integer seed, Boolean promptExpansion, Boolean safetyChecker, String callbackUrl, Map<String, Object> extra) {

    /** The one model this gateway fronts. */
    public static final String MODEL = "wan-2.7-image-to-video";

    /** Seconds, when {@code duration} is absent. */
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

    /** Without prompts and URLs: a request may end up in a log line. */
    @Override
    public String toString() {
        return "GenerationRequest[%s, %s, %ds, %s, images=%d, prompt=%s]".formatted(model, mode.word(),
                durationOrDefault(), resolutionOrDefault().word(), imageUrls.size(), Redaction.of(prompt));
    }
}
