package dev.zoetrope.validate;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import dev.zoetrope.validate.Faults.FieldRef;

/**
 * Parses the tokens of one body into a {@link ParsedBody}. Values are never coerced: a value whose JSON type is not the
 * contract's is a fault. The parser collects faults and continues, so one pass reports all of them. It stops only at
 * malformed JSON.
 */
final class BodyParser {
    /** Replaces a string that cannot be checked further: the member is present, its value is not usable. */
    private static final String STAND_IN = "?";

    private final JsonParser tokens;
    private final UnknownMembers unknownMembers;
    private final Faults faults;
    private final PlainValues plain;
    private final ParsedBody draft = new ParsedBody();

    BodyParser(JsonParser tokens, UnknownMembers unknownMembers, Faults faults) {
        this.tokens = tokens;
        this.unknownMembers = unknownMembers;
        this.faults = faults;
        this.plain = new PlainValues(tokens);
    }

    /** @throws dev.zoetrope.video.FailureException 400 if the body is not exactly one object with distinct names */
    ParsedBody parse() throws IOException {
        StrictJson.members(tokens, name -> {
            RequestField member = RequestField.named(name);
            if (member == null) {
                unknown(name);
            } else {
                known(member);
            }
        });
        return draft;
    }

    private void unknown(String name) throws IOException {
        if (unknownMembers == UnknownMembers.REJECT) {
            faults.addUnknown(name, FaultCode.UNKNOWN_MEMBER, "is not a member of this request");
            plain.skip();
            return;
        }
        draft.forward(name, plain.keep());
        if (plain.brokenText() || !WellFormed.isWellFormed(name)) {
            faults.addUnknown(name, FaultCode.INVALID_TEXT, WellFormed.PREDICATE);
        }
        if (plain.numberOutOfRange()) {
            faults.addUnknown(name, FaultCode.OUT_OF_RANGE, "must contain only numbers in the range of a double");
        }
    }

    private void known(RequestField member) throws IOException {
        if (tokens.currentToken() == JsonToken.VALUE_NULL) {
            absent(member);
            return;
        }
        switch (member.kind()) {
            case WORD, TEXT -> string(member);
            case LIST -> list(member);
            case INTEGER -> integer(member);
            case BOOLEAN -> flag(member);
        }
    }

    private void absent(RequestField member) {
        // A null model counts as missing: the constraint on WireBody reports it.
        if (!member.nullable() && member != RequestField.MODEL) {
            faults.addReplaced(FieldRef.of(member), FaultCode.INVALID_TYPE,
                    "must not be null; leave it out to get the default");
        }
    }

    private void string(RequestField member) throws IOException {
        if (tokens.currentToken() == JsonToken.VALUE_STRING) {
            draft.put(member, text(FieldRef.of(member), tokens.getText()));
        } else {
            wrongType(member);
            draft.put(member, STAND_IN);
        }
    }

    private void list(RequestField member) throws IOException {
        draft.startImageUrls();
        if (tokens.currentToken() != JsonToken.START_ARRAY) {
            wrongType(member);
            draft.addImageUrl(STAND_IN);
            return;
        }
        for (int element = 0; tokens.nextToken() != JsonToken.END_ARRAY; element++) {
            draft.addImageUrl(element(new FieldRef(member, element)));
        }
    }

    private String element(FieldRef spot) throws IOException {
        JsonToken token = tokens.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        boolean judged = spot.element() < ParsedBody.KEPT_ELEMENTS;
        if (token == JsonToken.VALUE_STRING) {
            return judged ? text(spot, tokens.getText()) : STAND_IN;
        }
        if (judged) {
            faults.addReplaced(spot, FaultCode.INVALID_TYPE, "must be a string");
        }
        plain.skip();
        return STAND_IN;
    }

    private String text(FieldRef spot, String text) {
        if (WellFormed.isWellFormed(text)) {
            return text;
        }
        if (spot.member().kind() == RequestField.Kind.TEXT) {
            faults.add(spot, FaultCode.INVALID_TEXT, WellFormed.PREDICATE);
            return text;
        }
        faults.addReplaced(spot, FaultCode.INVALID_TEXT, WellFormed.PREDICATE);
        return STAND_IN;
    }

    private void integer(RequestField member) throws IOException {
        Long value = tokens.currentToken().isNumeric() ? JsonInteger.of(tokens.getText()) : null;
        if (value == null) {
            wrongType(member);
        } else {
            draft.put(member, value);
        }
    }

    private void flag(RequestField member) throws IOException {
        if (tokens.currentToken().isBoolean()) {
            draft.put(member, tokens.getBooleanValue());
        } else {
            wrongType(member);
        }
    }

    private void wrongType(RequestField member) throws IOException {
        faults.addReplaced(FieldRef.of(member), FaultCode.INVALID_TYPE, member.kind().expected());
        plain.skip();
    }
}
