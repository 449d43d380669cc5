package dev.zoetrope.k8s;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;

/** YAML as trees. A key that is there twice is refused: most readers keep one of the two and say nothing. */
final class Yaml {
    private static final ObjectMapper MAPPER = new ObjectMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).disable(YAMLParser.Feature.EMPTY_STRING_AS_NULL).build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private Yaml() {
    }

    /** The documents of a file; of each object the members in order. */
    static List<JsonNode> documents(String where, String text) {
        // A parser of its own: else a document that is a list would count as so many documents.
        try (JsonParser parser = MAPPER.createParser(text)) {
            return MAPPER.readValues(parser, JsonNode.class).readAll();
        } catch (IOException | RuntimeException e) {
            throw new BrokenManifestException(where, e);
        }
    }

    static ObjectNode object(String where, String text) {
        List<JsonNode> documents = documents(where, text);
        if (documents.size() == 1 && documents.get(0) instanceof ObjectNode object) {
            return object;
        }
        throw new BrokenManifestException(where, "not one object");
    }

    /** A document as this type; members that the type does not have are refused. */
    static <T> T as(Class<T> type, String where, JsonNode json) {
        try {
            return MAPPER.treeToValue(json, type);
        } catch (IOException e) {
            throw new BrokenManifestException(where, e);
        }
    }
}
