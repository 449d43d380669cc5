package dev.zoetrope.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import dev.zoetrope.video.UploadId;

/** Checks the value of one member against its type and its permitted values, without the other members. */
final class MemberReader {
    private static final String DATA = "data:";

    private MemberReader() {
    }

    /**
     * Checks a value and puts it into the values. A list with a fault in an element is put, too: its length is known.
     *
     * @param raw a value of a body: String, {@link JsonNumber}, Boolean, List, Map or null
     */
    static void read(Member member, Object raw, Values values) {
        if (raw == null) {
            // A required member that is null counts as missing.
            if (!member.nullable() && !member.required()) {
                values.addBroken(member, FaultCode.INVALID_TYPE,
                        member.defaultValue() == null ? "must not be null; leave it out instead"
                                : "must not be null; leave it out to get the default");
            }
            return;
        }
        switch (member.type()) {
            case STRING, URL -> readString(member, raw, values);
            case INTEGER -> readInteger(member, raw, values);
            case NUMBER -> readNumber(member, raw, values);
            case BOOLEAN -> readBoolean(member, raw, values);
            case OBJECT -> readPlain(raw instanceof Map, member, raw, values);
            case OBJECTS -> readPlain(isObjects(raw), member, raw, values);
            case ANY -> readPlain(true, member, raw, values);
            case URLS, STRINGS -> readList(member, raw, values);
        }
    }

    private static void readBoolean(Member member, Object raw, Values values) {
        if (raw instanceof Boolean) {
            values.put(member, raw);
        } else {
            addWrongType(member, values);
        }
    }

    private static void addWrongType(Member member, Values values) {
        values.addBroken(member, FaultCode.INVALID_TYPE, member.type().message());
    }

    private static void readString(Member member, Object raw, Values values) {
        if (!(raw instanceof String text)) {
            addWrongType(member, values);
        } else if (!member.isFreeText() && !WellFormed.isWellFormed(text)) {
            values.addBroken(member, FaultCode.INVALID_TEXT, WellFormed.PREDICATE);
        } else if (member.allowed() != null && !member.allowed().contains(text)) {
            values.addBroken(member, FaultCode.INVALID_VALUE, member.expectation());
        } else {
            values.put(member, text);
            checkText(member, Finding.WHOLE_MEMBER, text, values);
        }
    }

    private static void checkText(Member member, int element, String text, Values values) {
        if (member.isFreeText() && !WellFormed.isWellFormed(text)) {
            values.add(member, element, FaultCode.INVALID_TEXT, WellFormed.PREDICATE);
        }
        if (member.media() != null) {
            if (isHandedOver(text)) {
                return;
            }
            String fault = UrlSyntax.fault(text, false);
            if (fault != null) {
                values.add(member, element, FaultCode.INVALID_URL, fault);
            }
        }
        int max = member.maxChars();
        if (max > 0 && text.length() > max && text.codePointCount(0, text.length()) > max) {
            values.add(member, element, FaultCode.TOO_LONG, "must be at most " + max + " characters long");
        }
    }

    /** Whether a text is the id of an uploaded file, or a file itself; whoever stores the create checks both. */
    private static boolean isHandedOver(String text) {
        return UploadId.parse(text).isPresent() || text.regionMatches(true, 0, DATA, 0, DATA.length());
    }

    private static void readInteger(Member member, Object raw, Values values) {
        Long integer = raw instanceof JsonNumber number ? number.toInteger() : null;
        if (integer == null) {
            addWrongType(member, values);
        } else if (isOutOfRange(member, integer)) {
            values.addBroken(member, FaultCode.OUT_OF_RANGE,
                    member.allowed() == null ? "must be an integer of at most 18 digits" : member.expectation());
        } else {
            values.put(member, smallest(integer));
        }
    }

    private static boolean isOutOfRange(Member member, Long integer) {
        return integer == Long.MAX_VALUE || integer == Long.MIN_VALUE
                || member.allowed() != null && !member.allowed().contains(smallest(integer));
    }

    /** The integer as it is read from storage. */
    static Number smallest(long integer) {
        return integer == (int) integer ? (Number) (int) integer : (Number) integer;
    }

    private static void readNumber(Member member, Object raw, Values values) {
        if (!(raw instanceof JsonNumber number)) {
            addWrongType(member, values);
            return;
        }
        Number exact = number.toExact();
        if (exact == null || member.allowed() != null && !member.allowed().contains(exact)) {
            values.addBroken(member, FaultCode.OUT_OF_RANGE,
                    member.allowed() == null ? "must be in the range of a double" : member.expectation());
        } else {
            values.put(member, exact instanceof Long integer ? smallest(integer) : exact);
        }
    }

    private static boolean isObjects(Object raw) {
        return raw instanceof List<?> list && list.stream().allMatch(Map.class::isInstance);
    }

    private static void readPlain(boolean fits, Member member, Object raw, Values values) {
        if (!fits) {
            addWrongType(member, values);
            return;
        }
        PlainValues plain = new PlainValues();
        values.put(member, plain.of(raw));
        if (plain.malformedText()) {
            values.add(member, FaultCode.INVALID_TEXT, WellFormed.PREDICATE);
        }
        if (plain.numberOutOfRange()) {
            values.add(member, FaultCode.OUT_OF_RANGE, PlainValues.NUMBER_PREDICATE);
        }
    }

    private static void readList(Member member, Object raw, Values values) {
        if (!(raw instanceof List<?> list)) {
            addWrongType(member, values);
            return;
        }
        if (list.size() > Member.MAX_ELEMENTS && (member.items() == null || member.items().max() > Member.MAX_ELEMENTS)) {
            values.addBroken(member, FaultCode.INVALID_VALUE, "must contain at most " + Member.MAX_ELEMENTS + " elements");
            return;
        }
        int checked = Math.min(list.size(), member.checkedElements());
        boolean empty = false;
        List<Object> elements = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            Object element = list.get(i);
            elements.add(element);
            if (element == null || "".equals(element)) {
                empty |= i < checked;
            } else if (i < checked) {
                checkElement(member, i, element, values);
            }
        }
        values.put(member, Collections.unmodifiableList(elements));
        if (empty) {
            values.add(member, FaultCode.INVALID_VALUE, "must not contain null or an empty string");
        }
    }

    private static void checkElement(Member member, int index, Object element, Values values) {
        if (!(element instanceof String text)) {
            values.add(member, index, FaultCode.INVALID_TYPE, "must be a string");
        } else if (!WellFormed.isWellFormed(text)) {
            values.add(member, index, FaultCode.INVALID_TEXT, WellFormed.PREDICATE);
        } else {
            checkText(member, index, text, values);
        }
    }
}
