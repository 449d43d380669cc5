package dev.zoetrope.upstream.dashscope;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.zoetrope.model.InputFile;
import dev.zoetrope.model.Model;
import dev.zoetrope.upstream.VendorCalls;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Slot;

/**
 * The body of a create: {@code {"model", "input": {…}, "parameters": {…}}}. A value that the caller did not give is not sent,
 * except resolution and duration: the price depends on them and the vendor's defaults may be others than those of the model,
 * so the model's default is sent, and the caller gets what {@code GET /v1/models} promises. The duration of a continued video
 * is sent unchanged, although the vendor counts the input clip as a part of it.
 */
final class CreateBody {
    private static final ObjectWriter WRITER = new JsonMapper().writer();

    private final GenerationRequest request;
    private final Model model;
    private final Map<String, Object> input = new LinkedHashMap<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    private CreateBody(GenerationRequest request, Model model) {
        this.request = request;
        this.model = model;
    }

    /** @param create one without an obstacle */
    static byte[] toJson(VendorCalls.Create create) throws JsonProcessingException {
        CreateBody body = new CreateBody(create.request(), create.model());
        body.addInput();
        body.addParameters();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", create.modelId());
        json.put("input", body.input);
        json.put("parameters", body.parameters);
        return WRITER.writeValueAsBytes(json);
    }

    private void addInput() {
        put(input, "prompt", given(Slot.PROMPT));
        put(input, "negative_prompt", given(Slot.NEGATIVE_PROMPT));
        VideoKind kind = VideoKind.of(model);
        List<Map<String, String>> media = new ArrayList<>();
        for (InputFile file : model.files(request)) {
            String name = kind.fileName(file.slot());
            if (kind == VideoKind.TEXT_TO_VIDEO) {
                input.put(name, file.url());
            } else {
                Map<String, String> element = new LinkedHashMap<>();
                element.put("type", name);
                element.put("url", file.url());
                media.add(element);
            }
        }
        if (!media.isEmpty()) {
            input.put("media", media);
        }
    }

    private void addParameters() {
        Object resolution = model.slot(request, Slot.RESOLUTION);
        put(parameters, "resolution", resolution == null ? null : resolution.toString().toUpperCase(Locale.ROOT));
        put(parameters, "ratio", given(Slot.RATIO));
        put(parameters, "duration", model.slot(request, Slot.DURATION));
        put(parameters, "audio_setting", given(Slot.AUDIO_SETTING));
        put(parameters, "prompt_extend", given(Slot.PROMPT_EXPANSION));
        put(parameters, "watermark", given(Slot.WATERMARK));
        put(parameters, "seed", given(Slot.SEED));
    }

    /** The value that the caller gave; null if the caller gave none, whatever the model's default is. */
    private Object given(Slot slot) {
        boolean given = model.members().stream()
                .anyMatch(member -> member.slots().contains(slot) && request.members().containsKey(member.name()));
        return given ? model.slot(request, slot) : null;
    }

    private static void put(Map<String, Object> object, String name, Object value) {
        if (value != null) {
            object.put(name, value);
        }
    }
}
