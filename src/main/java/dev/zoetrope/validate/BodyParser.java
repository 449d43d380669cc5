package dev.zoetrope.validate;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import dev.zoetrope.model.Models;

/** Reads the members of one body. Arrays and objects that nobody will check are skipped, so that they take no memory. */
final class BodyParser {
    /** Stands for an array or object that is skipped. */
    static final Object SKIPPED = new Object();

    private final Models models;
    private final UnknownMembers unknownMembers;

    BodyParser(Models models, UnknownMembers unknownMembers) {
        this.models = models;
        this.unknownMembers = unknownMembers;
    }

    /**
     * Reads one body.
     *
     * @return the members by name, in the order of the body: values of {@link RawValues}, or {@link #SKIPPED} for an
     *         array or object that no model has there
     * @throws dev.zoetrope.video.FailureException 400 if the body is not exactly one object with distinct names
     */
    Map<String, Object> parse(JsonParser tokens) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        StrictJson.forEachMember(tokens, name -> {
            if (tokens.currentToken().isScalarValue() || unknownMembers == UnknownMembers.FORWARD || models.knowsObject(name)) {
                members.put(name, RawValues.read(tokens));
            } else if (tokens.currentToken() == JsonToken.START_ARRAY && models.knowsList(name)) {
                members.put(name, RawValues.readScalars(tokens, SKIPPED));
            } else {
                RawValues.skip(tokens);
                members.put(name, SKIPPED);
            }
        });
        return members;
    }
}
