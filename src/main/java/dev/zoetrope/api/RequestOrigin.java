package dev.zoetrope.api;

import java.util.regex.Pattern;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;

/**
 * Scheme, authority and path prefix by which a request reached us. What a proxy says of them counts only where the operator has
 * named the proxies to be trusted ({@code quarkus.http.proxy.*}).
 */
final class RequestOrigin {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~:\\[\\]-]{1,300}");
    private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9._~-]{1,60}){1,8}");

    private RequestOrigin() {
    }

    /** Without a slash at the end; null where the request does not say. */
    static String of(RoutingContext request) {
        HostAndPort authority = request.request().authority();
        boolean plain = authority != null && PLAIN.matcher(authority.toString()).matches();
        return plain ? request.request().scheme() + "://" + authority + prefix(request.request()) : null;
    }

    /**
     * The path that a trusted proxy has taken off ({@code X-Forwarded-Prefix}): the framework puts it before the request's URI
     * and leaves the path. Empty if there is none, or if it is not plain.
     */
    static String prefix(HttpServerRequest request) {
        int query = request.uri().indexOf('?');
        String whole = query < 0 ? request.uri() : request.uri().substring(0, query);
        String path = request.path();
        String before = path != null && whole.endsWith(path) ? whole.substring(0, whole.length() - path.length()) : "";
        return PREFIX.matcher(before).matches() ? before : "";
    }
}
