package dev.zoetrope.validate;

import java.util.List;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import dev.zoetrope.video.GenerationMode;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Redaction;

/**
 * The body of {@code POST /v1/videos/generations} before validation: the bean that the constraints check, with one component
 * for each {@link RequestField}. A component is null if the member is absent or null. {@link BodyParser} has checked the JSON
 * types. {@code META-INF/openapi.yaml} describes the members to callers, with the same limits.
 *
 * <p>
 * Integers are {@code Long}, so a value outside the range of an {@code int} is refused for its range.
 *
 * @param model name of the model
 * @param generationType one of the values of {@link GenerationMode}; null: inferred
 * @param imageUrls URLs of the images in order; may contain null; an empty list counts as absent
 * @param videoUrl URL of the video to continue
 * @param prompt the wanted camera movement, action or transition; an empty prompt is valid and is forwarded
 * @param audioUrl URL of the driving audio
 * @param duration length of the video in seconds, 2..15
 * @param resolution one of the values of {@link dev.zoetrope.video.Resolution}
 * @param negativePrompt what the video must not show; may be empty
 * @param seed 0..2147483647; makes a render repeatable
 * @param enablePromptExpansion null: the model's own default
 * @param enableSafetyChecker null: the model's own default
 * @param callbackUrl receives a callback when the task ends
 */
// @formatter:off (a record component's annotations, one to a line)
@ValidModeInputs
record WireBody(
        @NotNull(message = FaultCode.REQUIRED + ": is required")
        @OneOf(value = GenerationRequest.MODEL,
                message = FaultCode.MODEL_NOT_FOUND + ": must name a known model: " + GenerationRequest.MODEL)
        String model,

        @OneOf(value = { "image-to-video", "first-last-frame", "video-continuation" },
                message = FaultCode.INVALID_VALUE
                        + ": must be image-to-video, first-last-frame or video-continuation")
        String generationType,

        List<@HttpUrl(emptyPasses = true) @CodePoints(max = HttpUrl.MAX_LENGTH) String> imageUrls,

        @HttpUrl
        @CodePoints(max = HttpUrl.MAX_LENGTH)
        String videoUrl,

        @CodePoints(max = 5000)
        String prompt,

        @HttpUrl
        @CodePoints(max = HttpUrl.MAX_LENGTH)
        String audioUrl,

        @Min(value = 2, message = WireBody.DURATION_RANGE)
        @Max(value = 15, message = WireBody.DURATION_RANGE)
        Long duration,

        @OneOf(value = { "720p", "1080p" }, message = FaultCode.INVALID_VALUE + ": must be 720p or 1080p")
        String resolution,

        @CodePoints(max = 500)
        String negativePrompt,

        @Min(value = 0, message = WireBody.SEED_RANGE)
        @Max(value = Integer.MAX_VALUE, message = WireBody.SEED_RANGE)
        Long seed,

        Boolean enablePromptExpansion,

        Boolean enableSafetyChecker,

        @CodePoints(max = CallbackUrl.MAX_LENGTH)
        String callbackUrl) {
    // @formatter:on

    static final String DURATION_RANGE = FaultCode.OUT_OF_RANGE + ": must be an integer from 2 to 15 (seconds)";
    static final String SEED_RANGE = FaultCode.OUT_OF_RANGE + ": must be an integer from 0 to 2147483647";

    /** Applies the mode table. An unknown {@code generation_type} counts as absent; another rule reports it. */
    ModeInference inferMode() {
        return ModeInference.of(imageUrls == null ? 0 : imageUrls.size(), videoUrl != null,
                GenerationMode.of(generationType).orElse(null));
    }

    /** Without prompts and URLs, because a body may get into a log line. */
    @Override
    public String toString() {
        return "WireBody[images=%d, prompt=%s]".formatted(imageUrls == null ? 0 : imageUrls.size(),
                Redaction.of(prompt));
    }
}
