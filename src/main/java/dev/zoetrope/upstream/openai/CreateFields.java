package dev.zoetrope.upstream.openai;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.zoetrope.model.InputFile;
import dev.zoetrope.model.Model;
import dev.zoetrope.upstream.InlineFile;
import dev.zoetrope.upstream.VendorCalls;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Slot;

/**
 * The fields of a create. The model's defaults for the duration and the size are sent, because these servers have defaults of
 * their own.
 */
final class CreateFields {
    /** The name of a file at OpenAI, vLLM-Omni, SGLang and LiteLLM. vLLM-Omni refuses another name beside it. */
    private static final String FRAME_FILE = "input_reference";
    /** The name of OpenAI's libraries, for relays. */
    private static final String OPENAI_FRAME = "input_reference[image_url]";
    /** The name at vLLM-Omni; its value is JSON. */
    private static final String VLLM_FRAME = "image_reference";
    /** The name at SGLang. */
    private static final String SGLANG_FRAME = "reference_url";
    private static final ObjectWriter WRITER = new JsonMapper().writer();

    private CreateFields() {
    }

    /** The fields in the order in which they are sent. The create must have no {@link Obstacle}. */
    static Map<String, String> of(VendorCalls.Create create) throws JsonProcessingException {
        GenerationRequest request = create.request();
        Model model = create.model();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("model", create.modelId());
        put(fields, "prompt", text(model.slot(request, Slot.PROMPT)));
        put(fields, "negative_prompt", text(model.slot(request, Slot.NEGATIVE_PROMPT)));
        put(fields, "seconds", text(model.slot(request, Slot.DURATION)));
        put(fields, "size", size(request, model));
        put(fields, "seed", text(model.slot(request, Slot.SEED)));
        for (InputFile file : model.files(request)) {
            if (create.files().containsKey(file.url())) {
                continue; // a part
            }
            fields.put(OPENAI_FRAME, file.url());
            fields.put(VLLM_FRAME, WRITER.writeValueAsString(Map.of("image_url", file.url())));
            fields.put(SGLANG_FRAME, file.url());
        }
        return fields;
    }

    /** The files of the create by the names of their parts. */
    static Map<String, InlineFile> parts(VendorCalls.Create create) {
        Map<String, InlineFile> parts = new LinkedHashMap<>();
        create.model().files(create.request()).stream().map(file -> create.files().get(file.url())).filter(Objects::nonNull)
                .forEach(file -> parts.put(FRAME_FILE, file));
        return parts;
    }

    /** The pixels of the video; null if the resolution is not known, or if there is no size for it and the ratio. */
    static String size(GenerationRequest request, Model model) {
        String resolution = text(model.slot(request, Slot.RESOLUTION));
        return resolution == null ? null : VideoSize.of(resolution, text(model.slot(request, Slot.RATIO)));
    }

    /** The text of a string or a number, without an exponent; null for null. */
    static String text(Object value) {
        return value == null ? null : value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    private static void put(Map<String, String> fields, String name, String value) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}
