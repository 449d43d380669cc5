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
    /** Replaces a string that cannot be checked further: the member is present, but its value is not usable. */
    private static final String PLACEHOLDER = "?";

    private final JsonParser tokens;
    private final UnknownMembers unknownMembers;
    private final Faults faults;
    private final PlainValues values;
    private final ParsedBody parsed = new ParsedBody();

    BodyParser(JsonParser tokens, UnknownMembers unknownMembers, Faults faults) {
        this.tokens = tokens;
        this.unknownMembers = unknownMembers;
        this.faults = faults;
        this.values = new PlainValues(tokens);
    }

    /** @throws dev.zoetrope.video.FailureException 400 if the body is not exactly one object with distinct names */
    ParsedBody parse() throws IOException {
        StrictJson.forEachMember(tokens, name -> {
            RequestField member = RequestField.byName(name);
            if (member == null) {
                readUnknown(name);
            } else {
                readKnown(member);
            }
        });
        return parsed;
    }

    private void readUnknown(String name) throws IOException {
        if (unknownMembers == UnknownMembers.REJECT) {
            faults.addUnknown(name, FaultCode.UNKNOWN_MEMBER, "is not a member of this request");
            values.skip();
            return;
        }
        parsed.addExtra(name, values.read());
        if (values.malformedText() || !WellFormed.isWellFormed(name)) {
            faults.addUnknown(name, FaultCode.INVALID_TEXT, WellFormed.PREDICATE);
        }
        if (values.numberOutOfRange()) {
            faults.addUnknown(name, FaultCode.OUT_OF_RANGE, "must contain only numbers in the range of a double");
        }
    }

    private void readKnown(RequestField member) throws IOException {
        if (tokens.currentToken() == JsonToken.VALUE_NULL) {
            readNull(member);
            return;
        }
        switch (member.kind()) {
            case STRING, TEXT -> readString(member);
            case LIST -> readList(member);
            case INTEGER -> readInteger(member);
            case BOOLEAN -> readBoolean(member);
        }
    }

    private void readNull(RequestField member) {
        // A null model counts as missing: the constraint on WireBody reports it.
        if (!member.nullable() && member != RequestField.MODEL) {
            faults.addWithPlaceholder(FieldRef.of(member), FaultCode.INVALID_TYPE,
                    "must not be null; leave it out to get the default");
        }
    }

    private void readString(RequestField member) throws IOException {
        if (tokens.currentToken() == JsonToken.VALUE_STRING) {
            parsed.put(member, checkedText(FieldRef.of(member), tokens.getText()));
        } else {
            reportWrongType(member);
            parsed.put(member, PLACEHOLDER);
        }
    }

    private void readList(RequestField member) throws IOException {
        parsed.startImageUrls();
        if (tokens.currentToken() != JsonToken.START_ARRAY) {
            reportWrongType(member);
            parsed.addImageUrl(PLACEHOLDER);
            return;
        }
        for (int element = 0; tokens.nextToken() != JsonToken.END_ARRAY; element++) {
            parsed.addImageUrl(readElement(new FieldRef(member, element)));
        }
    }

    private String readElement(FieldRef position) throws IOException {
        JsonToken token = tokens.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        boolean checked = position.element() < ParsedBody.MAX_ELEMENTS;
        if (token == JsonToken.VALUE_STRING) {
            return checked ? checkedText(position, tokens.getText()) : PLACEHOLDER;
        }
        if (checked) {
            faults.addWithPlaceholder(position, FaultCode.INVALID_TYPE, "must be a string");
        }
        values.skip();
        return PLACEHOLDER;
    }

    private String checkedText(FieldRef position, String text) {
        if (WellFormed.isWellFormed(text)) {
            return text;
        }
        if (position.member().kind() == RequestField.Kind.TEXT) {
            faults.add(position, FaultCode.INVALID_TEXT, WellFormed.PREDICATE);
            return text;
        }
        faults.addWithPlaceholder(position, FaultCode.INVALID_TEXT, WellFormed.PREDICATE);
        return PLACEHOLDER;
    }

    private void readInteger(RequestField member) throws IOException {
        Long value = tokens.currentToken().isNumeric() ? JsonInteger.of(tokens.getText()) : null;
        if (value == null) {
            reportWrongType(member);
        } else {
            parsed.put(member, value);
        }
    }

    private void readBoolean(RequestField member) throws IOException {
        if (tokens.currentToken().isBoolean()) {
            parsed.put(member, tokens.getBooleanValue());
        } else {
            reportWrongType(member);
        }
    }

    private void reportWrongType(RequestField member) throws IOException {
        faults.addWithPlaceholder(FieldRef.of(member), FaultCode.INVALID_TYPE, member.kind().typeMessage());
        values.skip();
    }
}
