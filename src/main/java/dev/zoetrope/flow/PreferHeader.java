package dev.zoetrope.flow;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.zoetrope.video.Ascii;

/**
 * Parses the {@code Prefer} header (RFC 7240, section 2): {@code name[=value][;parameters], …}, where a value is a token or
 * a quoted string. The first preference of a name counts. A malformed preference is skipped up to the next comma.
 */
final class PreferHeader {
    /** The characters of a token besides letters and digits (RFC 9110, section 5.6.2). */
    private static final String TOKEN_SYMBOLS = "!#$%&'*+-.^_`|~";
    private final Map<String, String> values = new HashMap<>();
    private final String text;
    private int position;

    private PreferHeader(String text) {
        this.text = text;
    }

    static PreferHeader read(List<String> headers) {
        PreferHeader header = new PreferHeader(String.join(",", headers));
        while (header.position < header.text.length()) {
            header.readPreference();
        }
        return header;
    }

    /** The value of a preference; empty if it has no value, null if the header does not contain it. */
    String value(String name) {
        return values.get(name);
    }

    private void readPreference() {
        String name = token();
        String value = name.isEmpty() ? null : optionalValue();
        while (value != null && skip(';')) {
            String parameter = token();
            value = !parameter.isEmpty() && optionalValue() == null ? null : value;
        }
        skipSpaces();
        boolean wellFormed = value != null && (position == text.length() || text.charAt(position) == ',');
        if (wellFormed) {
            values.putIfAbsent(name.toLowerCase(Locale.ROOT), value);
        }
        skipToNextComma();
    }

    /** Reads the value after {@code =}; returns an empty text if there is no {@code =}, and null if no value follows it. */
    private String optionalValue() {
        if (!skip('=')) {
            return "";
        }
        skipSpaces();
        if (position < text.length() && text.charAt(position) == '"') {
            return quoted();
        }
        String token = token();
        return token.isEmpty() ? null : token;
    }

    private String quoted() {
        StringBuilder content = new StringBuilder();
        for (position++; position < text.length(); position++) {
            char c = text.charAt(position);
            if (c == '"') {
                position++;
                return content.toString();
            }
            if (c == '\\' && ++position < text.length()) {
                c = text.charAt(position);
            }
            content.append(c);
        }
        return null;
    }

    private String token() {
        skipSpaces();
        int from = position;
        while (position < text.length() && isTokenCharacter(text.charAt(position))) {
            position++;
        }
        return text.substring(from, position);
    }

    private static boolean isTokenCharacter(char c) {
        return Ascii.isLetterOrDigit(c) || TOKEN_SYMBOLS.indexOf(c) >= 0;
    }

    private boolean skip(char expected) {
        skipSpaces();
        if (position < text.length() && text.charAt(position) == expected) {
            position++;
            return true;
        }
        return false;
    }

    private void skipSpaces() {
        while (position < text.length() && (text.charAt(position) == ' ' || text.charAt(position) == '\t')) {
            position++;
        }
    }

    private void skipToNextComma() {
        while (position < text.length() && text.charAt(position) != ',') {
            if (text.charAt(position) == '"') {
                quoted();
            } else {
                position++;
            }
        }
        position++;
    }
}
