package dev.zoetrope.guard;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URL or a relative reference, split as in RFC 3986, appendix B. The parts are unchanged; the fragment is dropped.
 *
 * @param scheme null if absent
 * @param authority null if absent
 * @param path may be empty
 * @param query without the question mark; null if absent
 */
record UrlParts(String scheme, String authority, String path, String query) {

    private static final Pattern REFERENCE = Pattern.compile(
            "(?:([A-Za-z][A-Za-z0-9+.-]*+):)?(?://([^/?#]*+))?([^?#]*+)(?:\\?([^#]*+))?(?:#.*+)?", Pattern.DOTALL);

    static UrlParts of(String text) {
        Matcher parts = REFERENCE.matcher(text);
        if (!parts.matches()) {
            throw new IllegalStateException("the pattern must match every text");
        }
        return new UrlParts(parts.group(1), parts.group(2), parts.group(3), parts.group(4));
    }

    /** Resolves a reference against this URL (RFC 3986, 5.2.2). */
    UrlParts resolve(UrlParts reference) {
        if (reference.scheme != null) {
            return reference;
        }
        if (reference.authority != null) {
            return new UrlParts(scheme, reference.authority, reference.path, reference.query);
        }
        if (reference.path.isEmpty()) {
            return new UrlParts(scheme, authority, path, reference.query == null ? query : reference.query);
        }
        String whole = reference.path.startsWith("/") ? reference.path
                : path.isEmpty() ? "/" + reference.path : path.substring(0, path.lastIndexOf('/') + 1) + reference.path;
        return new UrlParts(scheme, authority, removeDotSegments(whole), reference.query);
    }

    /** Removes the segments {@code .} and {@code ..} from a path (RFC 3986, 5.2.4). */
    private static String removeDotSegments(String path) {
        Deque<String> output = new ArrayDeque<>();
        String[] segments = path.split("/", -1);
        for (int i = 1; i < segments.length; i++) {
            boolean up = segments[i].equals("..");
            boolean dots = up || segments[i].equals(".");
            if (up) {
                output.pollLast();
            }
            if (!dots) {
                output.addLast(segments[i]);
            } else if (i == segments.length - 1) {
                output.addLast("");
            }
        }
        return "/" + String.join("/", output);
    }

    @Override
    public String toString() {
        return (scheme == null ? "" : scheme + ":") + (authority == null ? "" : "//" + authority) + path
                + (query == null ? "" : "?" + query);
    }
}
