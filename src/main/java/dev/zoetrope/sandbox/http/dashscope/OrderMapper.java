package dev.zoetrope.sandbox.http.dashscope;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.zoetrope.model.FaultCode;
import dev.zoetrope.model.InputFile;
import dev.zoetrope.model.Model;
import dev.zoetrope.model.Models;
import dev.zoetrope.sandbox.Order;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Slot;

/** Converts the body of a create, {@code {"model", "input": {…}, "parameters": {…}}}, into an order of the sandbox. */
@Singleton
class OrderMapper {
    private static final Map<String, Slot> TYPES = Map.of("first_frame", Slot.FIRST_FRAME, "last_frame", Slot.LAST_FRAME,
            "first_clip", Slot.CLIP, "driving_audio", Slot.AUDIO, "reference_image", Slot.REFERENCE_IMAGES, "reference_video",
            Slot.REFERENCE_VIDEOS, "video", Slot.SOURCE_VIDEO);
    private static final int MAX_FILES = 16;

    private final Models models;
    private final ObjectMapper json;

    OrderMapper(Models models, ObjectMapper json) {
        this.models = models;
        this.json = json;
    }

    /** @throws FailureException 400 if the body is no JSON, 404 if there is no such model, 422 if a member is wrong */
    Order read(byte[] body) {
        JsonNode create = parse(body);
        Model model = models.find(create.path("model").asText(""));
        if (model == null) {
            throw Failure.notFound("The model does not exist.").exception();
        }
        Map<Slot, Object> values = new EnumMap<>(Slot.class);
        JsonNode input = create.path("input");
        putText(values, Slot.PROMPT, input, "prompt");
        putText(values, Slot.NEGATIVE_PROMPT, input, "negative_prompt");
        JsonNode parameters = create.path("parameters");
        putText(values, Slot.RESOLUTION, parameters, "resolution");
        values.computeIfPresent(Slot.RESOLUTION, (slot, word) -> word.toString().toLowerCase(Locale.ROOT));
        putText(values, Slot.RATIO, parameters, "ratio");
        putText(values, Slot.AUDIO_SETTING, parameters, "audio_setting");
        putInteger(values, Slot.DURATION, parameters, "duration");
        putInteger(values, Slot.SEED, parameters, "seed");
        return Order.of(model, values, files(input));
    }

    private JsonNode parse(byte[] body) {
        try {
            return json.readTree(body);
        } catch (IOException e) {
            throw Failure.malformed(400, FaultCode.INVALID_JSON, "The body is not valid JSON.").exception();
        }
    }

    private static List<InputFile> files(JsonNode input) {
        List<InputFile> files = new ArrayList<>();
        if (input.path("audio_url").isTextual()) {
            files.add(new InputFile(Slot.AUDIO, "audio_url", input.path("audio_url").textValue()));
        }
        for (JsonNode element : input.path("media")) {
            String member = "media[" + files.size() + "]";
            Slot slot = TYPES.get(element.path("type").asText(""));
            if (slot == null || !element.path("url").isTextual() || files.size() == MAX_FILES) {
                throw Order.invalid(member, FaultCode.INVALID_VALUE, "must have a known type and a url");
            }
            files.add(new InputFile(slot, member, element.path("url").textValue()));
        }
        return files;
    }

    private static void putText(Map<Slot, Object> values, Slot slot, JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (value.isTextual()) {
            values.put(slot, value.textValue());
        } else if (!value.isMissingNode() && !value.isNull()) {
            throw Order.invalid(name, FaultCode.INVALID_TYPE, "must be a string");
        }
    }

    private static void putInteger(Map<Slot, Object> values, Slot slot, JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (value.canConvertToInt() && value.isIntegralNumber()) {
            values.put(slot, value.intValue());
        } else if (!value.isMissingNode() && !value.isNull()) {
            throw Order.invalid(name, FaultCode.INVALID_TYPE, "must be an integer");
        }
    }
}
