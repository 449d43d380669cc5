package dev.zoetrope.ledger.task;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import dev.zoetrope.video.GenerationMode;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Resolution;

/** The stored JSON of a request. The names are those of the API where it has the member; absent members stay absent. */
public final class RequestCodec {

    private RequestCodec() {
    }

    public static String write(GenerationRequest request) {
        return JsonText.write(json -> {
            json.writeStringField("model", request.model());
            json.writeStringField("mode", request.mode().value());
            json.writeBooleanField("mode_stated", request.modeStated());
            if (!request.imageUrls().isEmpty()) {
                json.writeFieldName("image_urls");
                JsonTree.write(json, request.imageUrls());
            }
            JsonText.string(json, "video_url", request.videoUrl());
            JsonText.string(json, "prompt", request.prompt());
            JsonText.string(json, "audio_url", request.audioUrl());
            JsonText.integer(json, "duration", request.duration());
            JsonText.string(json, "resolution", request.resolution() == null ? null : request.resolution().value());
            JsonText.string(json, "negative_prompt", request.negativePrompt());
            JsonText.integer(json, "seed", request.seed());
            JsonText.bool(json, "enable_prompt_expansion", request.promptExpansion());
            JsonText.bool(json, "enable_safety_checker", request.safetyChecker());
            JsonText.string(json, "callback_url", request.callbackUrl());
            if (!request.extra().isEmpty()) {
                json.writeFieldName("extra");
                JsonTree.write(json, request.extra());
            }
        });
    }

    public static GenerationRequest read(String text) {
        ParsedRequest parsed = new ParsedRequest();
        JsonText.read(text, parsed::readMember);
        return new GenerationRequest(parsed.model, parsed.mode, parsed.modeStated, parsed.imageUrls, parsed.videoUrl,
                parsed.prompt, parsed.audioUrl, parsed.duration, parsed.resolution, parsed.negativePrompt, parsed.seed,
                parsed.promptExpansion, parsed.safetyChecker, parsed.callbackUrl, parsed.extra);
    }

    /** The values read so far. Unknown members, from a later version, are skipped. */
    private static final class ParsedRequest {
        private String model;
        private GenerationMode mode;
        private boolean modeStated;
        private final List<String> imageUrls = new ArrayList<>(2);
        private String videoUrl;
        private String prompt;
        private String audioUrl;
        private Integer duration;
        private Resolution resolution;
        private String negativePrompt;
        private Integer seed;
        private Boolean promptExpansion;
        private Boolean safetyChecker;
        private String callbackUrl;
        private final Map<String, Object> extra = new LinkedHashMap<>();

        private void readMember(String name, JsonParser json) throws IOException {
            switch (name) {
                case "model" -> model = json.getText();
                case "mode" -> mode = GenerationMode.of(json.getText()).orElseThrow();
                case "mode_stated" -> modeStated = json.getBooleanValue();
                case "image_urls" -> readImageUrls(json);
                case "video_url" -> videoUrl = json.getText();
                case "prompt" -> prompt = json.getText();
                case "audio_url" -> audioUrl = json.getText();
                case "duration" -> duration = json.getIntValue();
                case "resolution" -> resolution = Resolution.of(json.getText()).orElseThrow();
                case "negative_prompt" -> negativePrompt = json.getText();
                case "seed" -> seed = json.getIntValue();
                case "enable_prompt_expansion" -> promptExpansion = json.getBooleanValue();
                case "enable_safety_checker" -> safetyChecker = json.getBooleanValue();
                case "callback_url" -> callbackUrl = json.getText();
                case "extra" -> JsonText.readObject(json, (member, value) -> extra.put(member, JsonTree.read(value)));
                default -> json.skipChildren();
            }
        }

        private void readImageUrls(JsonParser json) throws IOException {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                imageUrls.add(json.getText());
            }
        }
    }
}
