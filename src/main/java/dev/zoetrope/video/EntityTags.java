package dev.zoetrope.video;

import java.util.List;

/** Evaluates {@code If-None-Match} (RFC 9110, 13.1.2). Invalid text in it is ignored. */
public final class EntityTags {
    private static final String ANY = "*";
    private static final String WEAK = "W/";

    private EntityTags() {
    }

    /**
     * Whether the caller already has the current state.
     *
     * @param headers all {@code If-None-Match} headers of the request, each a list of entity tags or {@code *}
     * @param tag the entity tag of the current state; the comparison is weak
     */
    public static boolean match(List<String> headers, String tag) {
        if (headers.isEmpty()) {
            return false;
        }
        String opaque = opaque(tag);
        for (String header : headers) {
            if (header.strip().equals(ANY) || contains(header, opaque)) {
                return true;
            }
        }
        return false;
    }

    private static String opaque(String tag) {
        return tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
    }

    /** A tag is the text between two quotes. It can contain commas, and it has no escapes. */
    private static boolean contains(String header, String opaque) {
        int from = header.indexOf('"');
        while (from >= 0) {
            int to = header.indexOf('"', from + 1);
            if (to < 0) {
                return false;
            }
            if (header.regionMatches(from, opaque, 0, opaque.length()) && to - from == opaque.length() - 1) {
                return true;
            }
            from = header.indexOf('"', to + 1);
        }
        return false;
    }
}
