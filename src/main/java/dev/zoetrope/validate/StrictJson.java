package dev.zoetrope.validate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;

/**
 * Bytes to tokens: strict UTF-8, JSON by the letter of RFC 8259. Every way in which a body can fail to be JSON leaves
 * here as the same 400, with a message of our own; Jackson's messages quote the body and name classes.
 */
final class StrictJson {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final JsonFactory factory;

    /** @param maxDepth objects and arrays inside each other */
    StrictJson(int maxDepth) {
        // Length is bounded by the body, so the only limit left to Jackson is depth: that is what a violation means.
        // Names are not kept between bodies: a table of what callers send could only grow.
        factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(maxDepth)
                        .maxNameLength(Integer.MAX_VALUE).maxNumberLength(Integer.MAX_VALUE)
                        .maxStringLength(Integer.MAX_VALUE).build())
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES).disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
    }

    /** What is done with the tokens of one body. */
    interface Reading<T> {
        T from(JsonParser tokens) throws IOException;
    }

    /**
     * Reads one body.
     *
     * @throws FailureException 400, when the reading runs into something that is no JSON or too deep
     */
    <T> T read(byte[] body, Reading<T> reading) {
        CharBuffer text = decode(body);
        try (JsonParser tokens = factory.createParser(text.array(), text.arrayOffset() + text.position(),
                text.remaining())) {
            return reading.from(tokens);
        } catch (StreamConstraintsException e) {
            throw malformed("The body is nested too deeply.");
        } catch (JsonProcessingException e) {
            throw malformed("The body is not valid JSON" + at(e.getLocation()) + ".");
        } catch (IOException e) {
            throw malformed("The body is not valid JSON.");
        }
    }

    /** What is done with one member: the tokens stand at its value, and are left at that value's end. */
    interface MemberReading {
        void member(String name) throws IOException;
    }

    /**
     * Goes through the one object a body must be.
     *
     * @throws FailureException 400, when there is not exactly one object with distinct names
     */
    static void members(JsonParser tokens, MemberReading reading) throws IOException {
        JsonToken first = tokens.nextToken();
        if (first == null) {
            throw malformed("The body is empty; a JSON object is expected.");
        }
        if (first != JsonToken.START_OBJECT) {
            throw malformed("The body must be a JSON object.");
        }
        Set<String> names = new HashSet<>();
        while (tokens.nextToken() != JsonToken.END_OBJECT) {
            String name = tokens.currentName();
            PlainValues.requireNew(names, name);
            tokens.nextToken();
            reading.member(name);
        }
        if (tokens.nextToken() != null) {
            throw malformed("The body must end after the JSON object.");
        }
    }

    /** The 400 for a body that is not one JSON object. */
    static FailureException malformed(String message) {
        return Failure.malformed(400, FaultCode.INVALID_JSON, message).exception();
    }

    private static CharBuffer decode(byte[] body) {
        try {
            // A new decoder reports what it cannot decode; String's constructor would put U+FFFD in its place.
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            if (text.hasRemaining() && text.get(text.position()) == BYTE_ORDER_MARK) {
                text.get();
            }
            return text;
        } catch (CharacterCodingException e) {
            throw malformed("The body is not valid UTF-8.");
        }
    }

    private static String at(JsonLocation location) {
        return location == null ? ""
                : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
