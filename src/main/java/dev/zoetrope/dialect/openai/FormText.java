package dev.zoetrope.dialect.openai;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import dev.zoetrope.model.JsonNumber;
import dev.zoetrope.model.Member;
import dev.zoetrope.validate.RequestReader;
import dev.zoetrope.video.FailureException;

/**
 * Converts the text of a form to the type that a member has. A text that does not fit stays a text, for the check to refuse.
 */
final class FormText {
    /** RFC 8259, 6. */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*+)(\\.[0-9]++)?([eE][-+]?[0-9]++)?");
    private static final String VALUE = "value";

    private FormText() {
    }

    /**
     * @param member null: a member that the model does not have
     * @return as {@link RequestReader#parse} gives values
     */
    static Object convert(Member member, String text, RequestReader reader) {
        if (member == null) {
            return text;
        }
        return switch (member.type()) {
            case STRING, URL -> text;
            case INTEGER, NUMBER -> NUMBER.matcher(text).matches() ? new JsonNumber(text) : text;
            case BOOLEAN -> text.equalsIgnoreCase("true") ? Boolean.TRUE
                    : text.equalsIgnoreCase("false") ? (Object) Boolean.FALSE : text;
            case URLS, STRINGS -> text.startsWith("[") ? json(text, reader) : List.of(text);
            case OBJECT, OBJECTS, ANY -> json(text, reader);
        };
    }

    /** The value of a JSON text; the text itself if it is not exactly one value. */
    private static Object json(String text, RequestReader reader) {
        try {
            Map<String, Object> object = reader.parse(("{\"" + VALUE + "\":" + text + "}").getBytes(StandardCharsets.UTF_8));
            return object.size() == 1 ? object.get(VALUE) : text;
        } catch (FailureException e) {
            return text;
        }
    }
}
