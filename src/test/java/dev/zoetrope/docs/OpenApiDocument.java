package dev.zoetrope.docs;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/**
 * {@code META-INF/openapi.yaml} as a tree.
 *
 * @param root the whole document, with its references
 */
public record OpenApiDocument(JsonNode root) {
    private static final ObjectMapper YAML = new ObjectMapper(
            YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

    public static OpenApiDocument read() {
        try (InputStream file = OpenApiDocument.class.getResourceAsStream("/META-INF/openapi.yaml")) {
            return read(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** @param yaml the whole document */
    public static OpenApiDocument read(InputStream yaml) throws IOException {
        return new OpenApiDocument(YAML.readTree(yaml));
    }

    /** All operations; a key is the method in upper case, a space and the path. */
    public Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new TreeMap<>();
        root.get("paths").properties().forEach(path -> path.getValue().properties().forEach(method -> operations
                .put(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), method.getValue())));
        return operations;
    }

    /** The schema with this name among the components. */
    public JsonNode schema(String name) {
        return root.requiredAt("/components/schemas/" + name);
    }

    /** The node that a reference points to; a node that is no reference itself. */
    public JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? root.requiredAt(node.get("$ref").textValue().substring(1)) : node;
    }

    /** The elements of a list, with references resolved; none if the list is absent. */
    public List<JsonNode> elements(JsonNode list) {
        List<JsonNode> elements = new ArrayList<>();
        if (list != null) {
            list.forEach(element -> elements.add(resolve(element)));
        }
        return elements;
    }

    /** The texts of a list, in its order. */
    public static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(element -> texts.add(element.textValue()));
        return texts;
    }

    /** The names of the members of an object, in its order. */
    public static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }
}
