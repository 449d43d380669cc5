package dev.zoetrope.api;

import java.util.regex.Pattern;

import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;

/**
 * Scheme and authority by which a request reached us. What a proxy says of it counts only where the operator has named the
 * proxies to be trusted ({@code quarkus.http.proxy.*}).
 */
final class RequestOrigin {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~:\\[\\]-]{1,300}");

    private RequestOrigin() {
    }

    /** Without a slash at the end; null where the request does not say. */
    static String of(RoutingContext request) {
        HostAndPort authority = request.request().authority();
        boolean plain = authority != null && PLAIN.matcher(authority.toString()).matches();
        return plain ? request.request().scheme() + "://" + authority : null;
    }
}
