package dev.zoetrope.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

import dev.zoetrope.video.Ascii;
import dev.zoetrope.video.Failure;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpVersion;

/**
 * Rules for the head of a request, where HTTP servers and proxies are known to differ (RFC 9112, sections 2.3, 3.2 and 6).
 * If a proxy in front of the gateway and the gateway disagree on the end of a request, bytes of one caller become a request
 * of another caller (request smuggling). So a head that breaks a rule is refused even if the HTTP library accepts it.
 */
final class RequestHead {
    private static final String CHUNKED = "chunked";

    private RequestHead() {
    }

    /**
     * Checks a head.
     *
     * @param version null if the request is neither HTTP/2 nor HTTP/1.0 nor HTTP/1.1
     * @param fields the header fields as received; never null
     * @param target the request target; never null
     * @param scheme the scheme of the connection, of a trusted proxy, or of {@code :scheme} in HTTP/2; null if HTTP/2 has
     *        none
     * @return the failure for the first broken rule; null if the head breaks none
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
        if (!isHttp(scheme) || !isPathOrHttpUrl(target)) {
            return malformed("The scheme must be http or https.");
        }
        return null;
    }

    /**
     * Checks that path and query are a valid URI (RFC 3986), with the same parser as the framework. The framework's own
     * check answers an empty 400, so it is disabled.
     *
     * @param path null if the target has none
     * @param query null if the target has none
     * @return null if they are valid
     */
    static Failure targetFault(String path, String query) {
        if (isPlain(path) && (query == null || isPlain(query))) {
            return null;
        }
        try {
            new URI((path == null ? "" : path) + (query == null ? "" : "?" + query));
            return null;
        } catch (URISyntaxException e) {
            return malformed("The request target has a character that must be percent-encoded, or a % without two hexadecimal "
                    + "digits after it.");
        }
    }

    /**
     * Whether the text has only characters that are valid in every path and query, and does not begin with {@code //}, which
     * the parser reads as an authority. Most requests are plain and need no parser.
     */
    private static boolean isPlain(String text) {
        if (text == null || text.startsWith("//")) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(Ascii.isLetterOrDigit(c) || c == '/' || c == '-' || c == '_')) {
                return false;
            }
        }
        return true;
    }

    /** A failure with status 505. Its type is that of a malformed request, because the error table has no type for 505. */
    static Failure unsupportedVersion(String message) {
        return Failure.malformed(505, "unsupported_http_version", message);
    }

    private static Failure malformed(String message) {
        return Failure.malformed(400, "malformed_head", message);
    }

    private static boolean isHttp(String scheme) {
        return "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
    }

    private static boolean isPathOrHttpUrl(String target) {
        int colon = target.startsWith("/") ? -1 : target.indexOf(':');
        return colon < 0 || isHttp(target.substring(0, colon));
    }
}
