package dev.zoetrope.api;

import java.util.List;

/** {@code If-None-Match} (RFC 9110, 13.1.2): whether the caller has this state already. Text that is none of it is none. */
final class EntityTags {
    private static final String ANY = "*";
    private static final String WEAK = "W/";

    private EntityTags() {
    }

    /**
     * @param headers every {@code If-None-Match} of the request, each a list of entity tags or {@code *}
     * @param tag the entity tag of the state as it is; compared weakly
     */
    static boolean match(List<String> headers, String tag) {
        if (headers.isEmpty()) {
            return false;
        }
        String opaque = opaque(tag);
        for (String header : headers) {
            if (header.strip().equals(ANY) || listed(header, opaque)) {
                return true;
            }
        }
        return false;
    }

    private static String opaque(String tag) {
        return tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
    }

    /** A tag is whatever stands between two quotes, commas included; nothing in it is escaped. */
    private static boolean listed(String header, String opaque) {
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
