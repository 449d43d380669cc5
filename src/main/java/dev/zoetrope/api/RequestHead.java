package dev.zoetrope.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

import dev.zoetrope.video.Failure;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpVersion;

/**
 * The rules for the head of a request where HTTP servers and proxies are known to differ (RFC 9112, sections 2.3, 3.2 and 6).
 * If a proxy in front of the gateway finds another end of a request than the gateway does, one caller's bytes become another
 * caller's request. So a head that breaks a rule is refused here even if the HTTP library accepts it.
 */
final class RequestHead {
    private static final String CHUNKED = "chunked";

    private RequestHead() {
    }

    /**
     * The first rule that a head breaks.
     *
     * @param version null if the request is in text and names neither HTTP/1.0 nor HTTP/1.1
     * @param fields the header fields as they were received; never null
     * @param target the request target; never null
     * @param scheme of the connection, of a trusted proxy or of HTTP/2's {@code :scheme}; null if HTTP/2 sends none
     * @return null if the head breaks no rule
     */
    static Failure fault(HttpVersion version, MultiMap fields, String target, String scheme) {
        if (version == null) {
            return unsupportedVersion("The HTTP version must be 1.1 or 1.0.");
        }
        if (fields.getAll(HttpHeaderNames.HOST).size() > 1) {
            return malformed("A request must have only one Host field.");
        }
        if (fields.contains("")) {
            return malformed("A header field must have a name.");
        }
        List<String> codings = fields.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (!codings.isEmpty()) {
            if (codings.size() > 1 || !CHUNKED.equals(codings.get(0))) {
                return malformed("Transfer-Encoding must be exactly \"chunked\".");
            }
            if (version == HttpVersion.HTTP_1_0 || fields.contains(HttpHeaderNames.CONTENT_LENGTH)) {
                return malformed("Transfer-Encoding must not be used with HTTP/1.0 or beside Content-Length.");
            }
        }
        if (!web(scheme) || !pathOrWebAddress(target)) {
            return malformed("The scheme must be http or https.");
        }
        return null;
    }

    /**
     * Whether path and query are a URI (RFC 3986), by the framework's own measure: it answers an empty 400 otherwise, so its
     * check is switched off.
     *
     * @param path null if the target has none
     * @param query null if the target has none
     * @return null if they are
     */
    static Failure faultOfTarget(String path, String query) {
        try {
            new URI((path == null ? "" : path) + (query == null ? "" : "?" + query));
            return null;
        } catch (URISyntaxException e) {
            return malformed("The request target has a character that must be percent-encoded, or a % without two hexadecimal "
                    + "digits after it.");
        }
    }

    /** 505; the type has no row of its own in the error table. */
    static Failure unsupportedVersion(String message) {
        return Failure.malformed(505, "unsupported_http_version", message);
    }

    private static Failure malformed(String message) {
        return Failure.malformed(400, "malformed_head", message);
    }

    private static boolean web(String scheme) {
        return "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
    }

    private static boolean pathOrWebAddress(String target) {
        int colon = target.startsWith("/") ? -1 : target.indexOf(':');
        return colon < 0 || web(target.substring(0, colon));
    }
}
