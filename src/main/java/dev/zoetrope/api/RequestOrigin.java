package dev.zoetrope.api;

import java.util.regex.Pattern;

import dev.zoetrope.video.Ascii;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;

/**
 * Scheme, authority and path prefix by which a request reached the gateway. The headers of a proxy count only if the
 * operator has configured trusted proxies ({@code quarkus.http.proxy.*}).
 */
final class RequestOrigin {
    private static final int MAX_AUTHORITY = 300;
    private static final String PLAIN_MARKS = "._~:[]-";
    private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9._~-]{1,60}){1,8}");

    private RequestOrigin() {
    }

    /** Returns the origin without a trailing slash; null if the request has no authority, or one with unusual characters. */
    static String of(RoutingContext request) {
        HostAndPort parsed = request.request().authority();
        String authority = parsed == null ? "" : parsed.toString();
        return isPlain(authority) ? request.request().scheme() + "://" + authority + prefix(request.request()) : null;
    }

    private static boolean isPlain(String authority) {
        for (int i = 0; i < authority.length(); i++) {
            char c = authority.charAt(i);
            if (!Ascii.isLetterOrDigit(c) && PLAIN_MARKS.indexOf(c) < 0) {
                return false;
            }
        }
        return !authority.isEmpty() && authority.length() <= MAX_AUTHORITY;
    }

    /**
     * Returns the path prefix that a trusted proxy has removed ({@code X-Forwarded-Prefix}); empty if there is none, or if
     * it has unusual characters. The framework adds the prefix to the URI of the request, but not to its path.
     */
    static String prefix(HttpServerRequest request) {
        int query = request.uri().indexOf('?');
        String whole = query < 0 ? request.uri() : request.uri().substring(0, query);
        String path = request.path();
        if (whole.equals(path)) {
            return "";
        }
        String before = path != null && whole.endsWith(path) ? whole.substring(0, whole.length() - path.length()) : "";
        return PREFIX.matcher(before).matches() ? before : "";
    }
}
