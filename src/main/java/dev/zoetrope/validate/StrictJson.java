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

import dev.zoetrope.model.FaultCode;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;

/**
 * Decodes strict UTF-8 and tokenizes JSON as RFC 8259 defines it. Every malformed body is a 400 {@code invalid_json} with a
 * message of the gateway, because Jackson's messages quote the body and name classes.
 */
final class StrictJson {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final JsonFactory factory;

    /** @param maxDepth maximum nesting depth of objects and arrays */
    StrictJson(int maxDepth) {
        // The length of the body limits all lengths, so depth is the only limit that Jackson checks, and a
        // StreamConstraintsException always means depth. Jackson caches no names between bodies, because a cache of names
        // chosen by callers would grow without a limit.
        factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(maxDepth)
                        .maxNameLength(Integer.MAX_VALUE).maxNumberLength(Integer.MAX_VALUE)
                        .maxStringLength(Integer.MAX_VALUE).build())
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES).disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
    }

    /** Converts the tokens of one body to a value. */
    interface TokenReader<T> {
        T read(JsonParser tokens) throws IOException;
    }

    /**
     * Reads one body.
     *
     * @throws FailureException 400 if the body is not valid UTF-8, not valid JSON or nested too deeply
     */
    <T> T read(byte[] body, TokenReader<T> reader) {
        CharBuffer text = decode(body);
        try (JsonParser tokens = factory.createParser(text.array(), text.arrayOffset() + text.position(),
                text.remaining())) {
            return reader.read(tokens);
        } catch (StreamConstraintsException e) {
            throw malformed("The body is nested too deeply.");
        } catch (JsonProcessingException e) {
            throw malformed("The body is not valid JSON" + position(e.getLocation()) + ".");
        } catch (IOException e) {
            throw malformed("The body is not valid JSON.");
        }
    }

    /** Handles one member. The parser is at the first token of the value; the handler leaves it at the last token. */
    interface MemberHandler {
        void handle(String name) throws IOException;
    }

    /**
     * Passes each member of the body's object to the handler.
     *
     * @throws FailureException 400 if the body is not exactly one object with distinct names
     */
    static void forEachMember(JsonParser tokens, MemberHandler handler) throws IOException {
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
            RawValues.requireDistinct(names, name);
            tokens.nextToken();
            handler.handle(name);
        }
        if (tokens.nextToken() != null) {
            throw malformed("The body must end after the JSON object.");
        }
    }

    /** The 400 {@code invalid_json} with this message. */
    static FailureException malformed(String message) {
        return Failure.malformed(400, FaultCode.INVALID_JSON, message).exception();
    }

    private static CharBuffer decode(byte[] body) {
        try {
            // A new decoder throws on malformed input; String's constructor would replace it by U+FFFD.
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            if (text.hasRemaining() && text.get(text.position()) == BYTE_ORDER_MARK) {
                text.get();
            }
            return text;
        } catch (CharacterCodingException e) {
            throw malformed("The body is not valid UTF-8.");
        }
    }

    private static String position(JsonLocation location) {
        return location == null ? ""
                : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
