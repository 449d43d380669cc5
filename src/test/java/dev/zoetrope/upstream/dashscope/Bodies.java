package dev.zoetrope.upstream.dashscope;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.zoetrope.model.JsonNumber;
import dev.zoetrope.model.Model;
import dev.zoetrope.model.Models;
import dev.zoetrope.upstream.VendorCalls;
import dev.zoetrope.video.GenerationRequest;

/** Requests from JSON, and the golden files. */
final class Bodies {
    static final ObjectMapper JSON = new ObjectMapper();

    private Bodies() {
    }

    /** A file of {@code src/test/resources/dashscope}. */
    static JsonNode golden(String name) {
        try (InputStream file = Bodies.class.getResourceAsStream("/dashscope/" + name)) {
            return JSON.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Model model(String id) {
        return Models.ofThisVersion().find(id);
    }

    /** The request that a caller's members make; they must be valid. Integers must fit into an int. */
    static GenerationRequest request(Model model, String members) {
        return request(model, members, Map.of());
    }

    static GenerationRequest request(Model model, String members, Map<String, Object> extra) {
        try {
            Map<String, Object> given = JSON.readValue(members, new TypeReference<>() {
            });
            given.replaceAll((name, value) -> value instanceof Integer number
                    ? new JsonNumber(number.toString())
                    : value);
            Model.Reading reading = model.read(given);
            if (!reading.findings().isEmpty()) {
                throw new IllegalArgumentException(reading.findings().toString());
            }
            return new GenerationRequest(model.id(), reading.mode(), reading.modeStated(), reading.members(), null, extra);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The body that the vendor gets. */
    static JsonNode sent(Model model, String members, String modelId) {
        try {
            return JSON.readTree(CreateBody.toJson(new VendorCalls.Create(request(model, members), model, modelId)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
