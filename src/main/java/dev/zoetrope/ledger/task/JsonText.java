package dev.zoetrope.ledger.task;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SegmentedStringWriter;
import com.fasterxml.jackson.core.json.JsonWriteFeature;

/**
 * Writes and reads the stored JSON of requests, token by token. The JSON is pure ASCII, so a database neither
 * refuses nor changes any text of a caller, lone surrogates and NUL included.
 */
public final class JsonText {
    private static final JsonFactory FACTORY = JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private JsonText() {
    }

    /** Writes the members of an object. */
    @FunctionalInterface
    interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    /** Reads the value of one member. The parser is at the first token of the value, and afterwards at its last. */
    @FunctionalInterface
    interface Member {
        void read(String name, JsonParser json) throws IOException;
    }

    static String write(Members members) {
        SegmentedStringWriter text = new SegmentedStringWriter(FACTORY._getBufferRecycler());
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
            json.flush();
            return text.getAndClear();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
    }

    /**
     * Reads all members of an object.
     *
     * @throws IllegalStateException if the text is no object; the message does not quote the text
     */
    static void read(String text, Member member) {
        try (JsonParser json = FACTORY.createParser(text)) {
            json.nextToken();
            readObject(json, member);
        } catch (IOException e) {
            throw new IllegalStateException("stored JSON cannot be read");
        }
    }

    /** The object as a map of plain values, as in {@link JsonTree}. */
    public static Map<String, Object> tree(String text) {
        Map<String, Object> members = new LinkedHashMap<>();
        read(text, (name, value) -> members.put(name, JsonTree.read(value)));
        return members;
    }

    /** Reads the object that starts at the parser's current token. */
    static void readObject(JsonParser json, Member member) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new IllegalStateException("stored JSON is no object");
        }
        String name = json.nextFieldName();
        while (name != null) {
            json.nextToken();
            member.read(name, json);
            name = json.nextFieldName();
        }
    }

    /** Writes the member unless it is null. */
    static void string(JsonGenerator json, String name, String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }
}
