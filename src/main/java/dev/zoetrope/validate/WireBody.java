package dev.zoetrope.validate;

import java.util.List;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.zoetrope.video.GenerationMode;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Redaction;

/**
 * The body of {@code POST /v1/videos/generations} before validation, with one component for each member of the table in
 * {@code docs/contract.md}. It is the schema in the OpenAPI description and the bean that the constraints check. A component is
 * null if the member is absent or null. {@link BodyParser} has checked the JSON types.
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
@Schema(name = "VideoGenerationRequest", description = WireBodyDocs.BODY)
public record WireBody(
        @JsonProperty("model")
        @NotNull(message = FaultCode.REQUIRED + ": is required")
        @OneOf(value = GenerationRequest.MODEL,
                message = FaultCode.MODEL_NOT_FOUND + ": must name a known model: " + GenerationRequest.MODEL)
        @Schema(description = WireBodyDocs.MODEL, required = true, defaultValue = GenerationRequest.MODEL,
                examples = GenerationRequest.MODEL)
        String model,

        @JsonProperty("generation_type")
        @OneOf(value = { "image-to-video", "first-last-frame", "video-continuation" },
                message = FaultCode.INVALID_VALUE
                        + ": must be image-to-video, first-last-frame or video-continuation")
        @Schema(description = WireBodyDocs.GENERATION_TYPE, nullable = true,
                enumeration = { "image-to-video", "first-last-frame", "video-continuation" },
                examples = "image-to-video")
        String generationType,

        @JsonProperty("image_urls")
        @Schema(description = WireBodyDocs.IMAGE_URLS, nullable = true, maxItems = 2,
                examples = "[\"https://example.com/start.jpg\"]")
        List<@HttpUrl(emptyPasses = true) @CodePoints(max = HttpUrl.MAX_LENGTH) String> imageUrls,

        @JsonProperty("video_url")
        @HttpUrl
        @CodePoints(max = HttpUrl.MAX_LENGTH)
        @Schema(description = WireBodyDocs.VIDEO_URL, nullable = true, format = "uri",
                maxLength = HttpUrl.MAX_LENGTH, examples = "https://example.com/clip.mp4")
        String videoUrl,

        @JsonProperty("prompt")
        @CodePoints(max = 5000)
        @Schema(description = WireBodyDocs.PROMPT, nullable = true, maxLength = 5000,
                examples = "The camera slowly pushes in as the subject smiles")
        String prompt,

        @JsonProperty("audio_url")
        @HttpUrl
        @CodePoints(max = HttpUrl.MAX_LENGTH)
        @Schema(description = WireBodyDocs.AUDIO_URL, nullable = true, format = "uri",
                maxLength = HttpUrl.MAX_LENGTH, examples = "https://example.com/music.mp3")
        String audioUrl,

        @JsonProperty("duration")
        @Min(value = 2, message = WireBodyDocs.DURATION_RANGE)
        @Max(value = 15, message = WireBodyDocs.DURATION_RANGE)
        @Schema(description = WireBodyDocs.DURATION, type = SchemaType.INTEGER, format = "int32",
                minimum = "2", maximum = "15", defaultValue = "5", examples = "5")
        Long duration,

        @JsonProperty("resolution")
        @OneOf(value = { "720p", "1080p" }, message = FaultCode.INVALID_VALUE + ": must be 720p or 1080p")
        @Schema(description = WireBodyDocs.RESOLUTION, enumeration = { "720p", "1080p" }, defaultValue = "1080p",
                examples = "720p")
        String resolution,

        @JsonProperty("negative_prompt")
        @CodePoints(max = 500)
        @Schema(description = WireBodyDocs.NEGATIVE_PROMPT, nullable = true, maxLength = 500,
                examples = "blurry, jitter")
        String negativePrompt,

        @JsonProperty("seed")
        @Min(value = 0, message = WireBodyDocs.SEED_RANGE)
        @Max(value = Integer.MAX_VALUE, message = WireBodyDocs.SEED_RANGE)
        @Schema(description = WireBodyDocs.SEED, nullable = true, type = SchemaType.INTEGER, format = "int32",
                minimum = "0", maximum = "2147483647", examples = "123")
        Long seed,

        @JsonProperty("enable_prompt_expansion")
        @Schema(description = WireBodyDocs.PROMPT_EXPANSION, nullable = true, examples = "true")
        Boolean enablePromptExpansion,

        @JsonProperty("enable_safety_checker")
        @Schema(description = WireBodyDocs.SAFETY_CHECKER, nullable = true, examples = "true")
        Boolean enableSafetyChecker,

        @JsonProperty("callback_url")
        @CodePoints(max = CallbackUrl.MAX_LENGTH)
        @Schema(description = WireBodyDocs.CALLBACK_URL, nullable = true, format = "uri",
                maxLength = CallbackUrl.MAX_LENGTH, examples = "https://example.com/hooks/video")
        String callbackUrl) {
    // @formatter:on

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
