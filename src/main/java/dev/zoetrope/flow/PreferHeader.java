package dev.zoetrope.flow;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Parses the {@code Prefer} header (RFC 7240, section 2): {@code name[=value][;parameters], …}, where a value is a token or
 * a quoted string. The first preference of a name counts. A malformed preference is skipped up to the next comma.
 */
final class PreferHeader {
    /** The characters of a token besides letters and digits (RFC 9110, section 5.6.2). */
    private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";
    private final Map<String, String> values = new HashMap<>();
    private final String text;
    private int at;

    private PreferHeader(String text) {
        this.text = text;
    }

    static PreferHeader read(List<String> headers) {
        PreferHeader header = new PreferHeader(String.join(",", headers));
        while (header.at < header.text.length()) {
            header.preference();
        }
        return header;
    }

    /** The value of a preference; empty if it has no value, null if the header does not contain it. */
    String value(String name) {
        return values.get(name);
    }

    private void preference() {
        String name = token();
        String value = name.isEmpty() ? null : valueIfAny();
        while (value != null && skip(';')) {
            String parameter = token();
            value = !parameter.isEmpty() && valueIfAny() == null ? null : value;
        }
        spaces();
        boolean whole = value != null && (at == text.length() || text.charAt(at) == ',');
        if (whole) {
            values.putIfAbsent(name.toLowerCase(Locale.ROOT), value);
        }
        nextComma();
    }

    /** Reads the value after {@code =}; returns an empty text if there is no {@code =}, and null if no value follows it. */
    private String valueIfAny() {
        if (!skip('=')) {
            return "";
        }
        spaces();
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted();
        }
        String token = token();
        return token.isEmpty() ? null : token;
    }

    private String quoted() {
        StringBuilder content = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return content.toString();
            }
            if (c == '\\' && ++at < text.length()) {
                c = text.charAt(at);
            }
            content.append(c);
        }
        return null;
    }

    private String token() {
        spaces();
        int from = at;
        while (at < text.length() && tokenSign(text.charAt(at))) {
            at++;
        }
        return text.substring(from, at);
    }

    private static boolean tokenSign(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || TOKEN_SIGNS.indexOf(c) >= 0;
    }

    private boolean skip(char expected) {
        spaces();
        if (at < text.length() && text.charAt(at) == expected) {
            at++;
            return true;
        }
        return false;
    }

    private void spaces() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    private void nextComma() {
        while (at < text.length() && text.charAt(at) != ',') {
            if (text.charAt(at) == '"') {
                quoted();
            } else {
                at++;
            }
        }
        at++;
    }
}
