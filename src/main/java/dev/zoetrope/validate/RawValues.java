package dev.zoetrope.validate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import dev.zoetrope.model.JsonNumber;

/**
 * Reads JSON values of any shape: {@link Map} and {@link List} in the order of the body, {@link String},
 * {@link JsonNumber}, {@link Boolean}, null. Nothing is converted, so that a check sees what the body says.
 */
final class RawValues {

    private RawValues() {
    }

    /** Reads the value that starts at the current token. */
    static Object read(JsonParser tokens) throws IOException {
        return value(tokens, true);
    }

    /**
     * Reads the array that starts at the current token. Arrays and objects in it are skipped.
     *
     * @param skipped stands for each of them
     */
    static List<Object> readScalars(JsonParser tokens, Object skipped) throws IOException {
        List<Object> elements = new ArrayList<>();
        while (tokens.nextToken() != JsonToken.END_ARRAY) {
            if (tokens.currentToken().isStructStart()) {
                skip(tokens);
                elements.add(skipped);
            } else {
                elements.add(scalar(tokens, tokens.currentToken()));
            }
        }
        return elements;
    }

    /** Skips the value that starts at the current token; it checks that no object has a name twice. */
    static void skip(JsonParser tokens) throws IOException {
        if (tokens.currentToken().isStructStart()) {
            value(tokens, false);
        }
    }

    /** @throws dev.zoetrope.video.FailureException 400 if the object already has a member of this name */
    static void requireDistinct(Set<String> names, String name) {
        if (!names.add(name)) {
            throw StrictJson.malformed("The body has the member '" + SafeName.of(name) + "' more than once.");
        }
    }

    private static Object value(JsonParser tokens, boolean build) throws IOException {
        JsonToken token = tokens.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return object(tokens, build);
        }
        if (token == JsonToken.START_ARRAY) {
            return array(tokens, build);
        }
        return build ? scalar(tokens, token) : null;
    }

    private static Map<String, Object> object(JsonParser tokens, boolean build) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        while (tokens.nextToken() != JsonToken.END_OBJECT) {
            String name = tokens.currentName();
            requireDistinct(names, name);
            tokens.nextToken();
            Object value = value(tokens, build);
            if (build) {
                members.put(name, value);
            }
        }
        return members;
    }

    private static List<Object> array(JsonParser tokens, boolean build) throws IOException {
        List<Object> elements = new ArrayList<>();
        while (tokens.nextToken() != JsonToken.END_ARRAY) {
            Object value = value(tokens, build);
            if (build) {
                elements.add(value);
            }
        }
        return elements;
    }

    private static Object scalar(JsonParser tokens, JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_STRING -> tokens.getText();
            default -> new JsonNumber(tokens.getText());
        };
    }
}
