package dev.zoetrope.sandbox.http.openai;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.zoetrope.model.FaultCode;
import dev.zoetrope.model.InputFile;
import dev.zoetrope.model.Model;
import dev.zoetrope.model.Models;
import dev.zoetrope.sandbox.Order;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Slot;

/**
 * Converts the fields of a create into an order of the sandbox. The size in pixels becomes a resolution and a ratio. Fields
 * that
 * are not known are ignored, as the servers of this API do.
 */
@Singleton
class OrderMapper {
    private static final String IMAGE = "image_url";
    private static final String FIRST_FRAME = "input_reference";
    private static final String VLLM_FRAME = "image_reference";
    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{2,3})x([1-9][0-9]{2,3})");
    private static final Pattern INTEGER = Pattern.compile("[0-9]{1,9}");

    private final Models models;
    private final ObjectMapper json;

    OrderMapper(Models models, ObjectMapper json) {
        this.models = models;
        this.json = json;
    }

    /**
     * @param contentType value of {@code Content-Type}; null if absent
     * @throws FailureException 400 if the body cannot be read, 404 if there is no such model, 422 if a field is wrong
     */
    Order read(byte[] body, String contentType) {
        Map<String, String> fields = CreateForm.isMultipart(contentType) ? CreateForm.ofMultipart(body, contentType)
                : CreateForm.ofJson(body, json);
        Model model = models.find(fields.getOrDefault("model", ""));
        if (model == null) {
            throw new Failure(404, Failure.INVALID_REQUEST, FaultCode.MODEL_NOT_FOUND, "The model does not exist.", List.of(),
                    null).exception();
        }
        Map<Slot, Object> values = new EnumMap<>(Slot.class);
        put(values, Slot.PROMPT, fields.get("prompt"));
        put(values, Slot.NEGATIVE_PROMPT, fields.get("negative_prompt"));
        put(values, Slot.DURATION, integer(fields, "seconds"));
        put(values, Slot.SEED, integer(fields, "seed"));
        putSize(values, fields.get("size"));
        return Order.of(model, values, firstFrame(fields));
    }

    private static void put(Map<Slot, Object> values, Slot slot, Object value) {
        if (value != null) {
            values.put(slot, value);
        }
    }

    private static Integer integer(Map<String, String> fields, String name) {
        String text = fields.get(name);
        if (text != null && !INTEGER.matcher(text).matches()) {
            throw Order.invalid(name, FaultCode.INVALID_TYPE, "must be a whole number");
        }
        return text == null ? null : Integer.valueOf(text);
    }

    private static void putSize(Map<Slot, Object> values, String size) {
        if (size == null) {
            return;
        }
        Matcher sides = SIZE.matcher(size);
        if (!sides.matches()) {
            throw Order.invalid("size", FaultCode.INVALID_VALUE, "must be WIDTHxHEIGHT in pixels");
        }
        int width = Integer.parseInt(sides.group(1));
        int height = Integer.parseInt(sides.group(2));
        int divisor = BigInteger.valueOf(width).gcd(BigInteger.valueOf(height)).intValue();
        values.put(Slot.RESOLUTION, Math.min(width, height) + "p");
        values.put(Slot.RATIO, width / divisor + ":" + height / divisor);
    }

    /** The first frame, which a create may have under each of its names. */
    private List<InputFile> firstFrame(Map<String, String> fields) {
        Map<String, InputFile> byUrl = new LinkedHashMap<>();
        for (String name : List.of(FIRST_FRAME, FIRST_FRAME + "[" + IMAGE + "]", VLLM_FRAME + "[" + IMAGE + "]",
                "reference_url")) {
            if (fields.get(name) != null) {
                byUrl.putIfAbsent(fields.get(name), new InputFile(Slot.FIRST_FRAME, name, fields.get(name)));
            }
        }
        String text = fields.get(VLLM_FRAME);
        if (text != null) {
            String url = CreateForm.parse(text.getBytes(StandardCharsets.UTF_8), json).path(IMAGE).asText("");
            byUrl.putIfAbsent(url, new InputFile(Slot.FIRST_FRAME, VLLM_FRAME, url));
        }
        if (byUrl.size() > 1) {
            throw Order.invalid(FIRST_FRAME, FaultCode.INVALID_VALUE, "must be one image");
        }
        return List.copyOf(byUrl.values());
    }
}
