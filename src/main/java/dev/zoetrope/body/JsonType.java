package dev.zoetrope.body;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The rules for the {@code Content-Type} of a body, which must be JSON in UTF-8 (RFC 9110, 8.3; RFC 8259, 8.1). */
final class JsonType {
    private static final String JSON = "application/json";
    private static final String CHARSET = "charset";
    /** The registered name of the charset, and a wrong one that many clients send. */
    private static final Set<String> UTF_8 = Set.of("utf-8", "utf8");

    private JsonType() {
    }

    /**
     * Returns the first fault. JSON defines no parameter, so all parameters except {@code charset} are ignored.
     *
     * @param type value of {@code Content-Type}; null if absent
     * @return a sentence for the caller; null if there is no fault
     */
    static String fault(String type) {
        List<String> parts = parts(type == null ? "" : type);
        if (!parts.get(0).equalsIgnoreCase(JSON)) {
            return "The body must be application/json.";
        }
        for (String parameter : parts) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals).strip();
            if (name.equalsIgnoreCase(CHARSET) && !UTF_8.contains(value(parameter, equals))) {
                return "The charset in Content-Type must be utf-8.";
            }
        }
        return null;
    }

    private static String value(String parameter, int equals) {
        String value = equals < 0 ? "" : parameter.substring(equals + 1).strip();
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return (quoted ? value.substring(1, value.length() - 1) : value).toLowerCase(Locale.ROOT);
    }

    /** Splits the value at semicolons, except in quoted strings; at least one part. */
    private static List<String> parts(String type) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int from = 0;
        for (int at = 0; at < type.length(); at++) {
            char sign = type.charAt(at);
            if (sign == '"') {
                quoted = !quoted;
            } else if (sign == '\\' && quoted) {
                at++;
            } else if (sign == ';' && !quoted) {
                parts.add(type.substring(from, at).strip());
                from = at + 1;
            }
        }
        parts.add(type.substring(from).strip());
        return parts;
    }
}
