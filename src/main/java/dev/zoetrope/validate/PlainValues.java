package dev.zoetrope.validate;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/**
 * Reads JSON values of any shape, for unknown members. {@link #read} converts a value to plain Java: {@link Map} and
 * {@link List} (unmodifiable, in the order of the body), {@link String}, {@link Long} (integers of up to 18 digits in any
 * notation), {@link BigDecimal} (other numbers), {@link Boolean}, null. {@link #skip} only checks that a value is not
 * malformed.
 */
final class PlainValues {
    /** Maximum length in characters of a forwarded number. A double needs 24; an exact decimal needs far fewer than 64. */
    private static final int MAX_NUMBER_CHARS = 64;

    private final JsonParser tokens;
    private boolean malformedText;
    private boolean numberOutOfRange;

    PlainValues(JsonParser tokens) {
        this.tokens = tokens;
    }

    /** Skips the value that starts at the current token. */
    void skip() throws IOException {
        if (tokens.currentToken().isStructStart()) {
            value(false);
        }
    }

    /** Reads the value that starts at the current token and sets {@link #malformedText()} and {@link #numberOutOfRange()}. */
    Object read() throws IOException {
        malformedText = false;
        numberOutOfRange = false;
        return value(true);
    }

    /** Whether the value last returned by {@link #read} contains a text or a name with an unpaired surrogate. */
    boolean malformedText() {
        return malformedText;
    }

    /**
     * Whether the value last returned by {@link #read} contains a number that is too large or too small for a double, or
     * longer than 64 characters. Null replaces the number. RFC 8259 (6) does not require a receiver to accept more.
     */
    boolean numberOutOfRange() {
        return numberOutOfRange;
    }

    /** @throws dev.zoetrope.video.FailureException 400 if the object already has a member of this name */
    static void requireDistinct(Set<String> names, String name) {
        if (!names.add(name)) {
            throw StrictJson.malformed("The body has the member '" + SafeName.of(name) + "' more than once.");
        }
    }

    private Object value(boolean build) throws IOException {
        JsonToken token = tokens.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return object(build);
        }
        if (token == JsonToken.START_ARRAY) {
            return array(build);
        }
        return build ? scalar(token) : null;
    }

    private Map<String, Object> object(boolean build) throws IOException {
        Map<String, Object> members = build ? new LinkedHashMap<>() : Map.of();
        Set<String> names = new HashSet<>();
        while (tokens.nextToken() != JsonToken.END_OBJECT) {
            String name = tokens.currentName();
            requireDistinct(names, name);
            tokens.nextToken();
            Object value = value(build);
            if (build) {
                malformedText |= !WellFormed.isWellFormed(name);
                members.put(name, value);
            }
        }
        return Collections.unmodifiableMap(members);
    }

    private List<Object> array(boolean build) throws IOException {
        List<Object> elements = build ? new ArrayList<>() : List.of();
        while (tokens.nextToken() != JsonToken.END_ARRAY) {
            Object value = value(build);
            if (build) {
                elements.add(value);
            }
        }
        return Collections.unmodifiableList(elements);
    }

    private Object scalar(JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_STRING -> text(tokens.getText());
            default -> number(tokens.getText());
        };
    }

    private String text(String text) {
        malformedText |= !WellFormed.isWellFormed(text);
        return text;
    }

    private Number number(String text) {
        // Parsing a double does not expand the exponent. Only a number that fits a double may become a BigDecimal.
        double size = text.length() > MAX_NUMBER_CHARS ? Double.NaN : Double.parseDouble(text);
        if (size == 0 && Long.valueOf(0).equals(JsonInteger.of(text))) {
            return 0L;
        }
        if (size == 0 || !Double.isFinite(size)) {
            numberOutOfRange = true;
            return null;
        }
        Long integer = JsonInteger.of(text);
        boolean exact = integer != null && integer != Long.MAX_VALUE && integer != Long.MIN_VALUE;
        return exact ? integer : (Number) new BigDecimal(text);
    }
}
