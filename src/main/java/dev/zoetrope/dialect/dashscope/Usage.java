package dev.zoetrope.dialect.dashscope;

import java.util.Set;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Reads the usage of a task, which can come from a vendor with another API. A member with a name of this API but of another
 * type is left out, because clients refuse the whole answer for it.
 */
@Singleton
class Usage {
    private static final Set<String> NUMBERS = Set.of("duration", "input_video_duration", "output_video_duration",
            "video_count", "fps", "SR");
    private static final Set<String> TEXTS = Set.of("size", "ratio");

    private final ObjectMapper json;

    Usage(ObjectMapper json) {
        this.json = json;
    }

    /**
     * @param text JSON as the vendor sent it; null if it sent none
     * @return null unless it is an object
     */
    JsonNode read(String text) {
        try {
            JsonNode usage = text == null ? null : json.readTree(text);
            if (!(usage instanceof ObjectNode object)) {
                return null;
            }
            object.properties().removeIf(member -> NUMBERS.contains(member.getKey()) && !member.getValue().isNumber()
                    || TEXTS.contains(member.getKey()) && !member.getValue().isTextual());
            return object;
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
