package dev.zoetrope.upstream;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.zoetrope.video.GenerationRequest;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The body of a create as the vendor documents it. It omits what the caller omitted, and {@code callback_url}, which is a
 * field of the gateway's API only.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection
record CreateBody(String model, @JsonProperty("generation_type") String generationType,
        @JsonProperty("image_urls") List<String> imageUrls, @JsonProperty("video_url") String videoUrl, String prompt,
        @JsonProperty("audio_url") String audioUrl, Integer duration, String resolution,
        @JsonProperty("negative_prompt") String negativePrompt, Integer seed,
        @JsonProperty("enable_prompt_expansion") Boolean promptExpansion,
        @JsonProperty("enable_safety_checker") Boolean safetyChecker, @JsonAnyGetter Map<String, Object> extra) {

    private static final ObjectWriter WRITER = new JsonMapper().writerFor(CreateBody.class);

    static CreateBody of(GenerationRequest request) {
        return new CreateBody(request.model(), request.modeStated() ? request.mode().value() : null,
                request.imageUrls().isEmpty() ? null : request.imageUrls(), request.videoUrl(), request.prompt(),
                request.audioUrl(), request.duration(),
                request.resolution() == null ? null : request.resolution().value(), request.negativePrompt(),
                request.seed(), request.promptExpansion(), request.safetyChecker(), request.extra());
    }

    byte[] toJson() throws JsonProcessingException {
        return WRITER.writeValueAsBytes(this);
    }
}
