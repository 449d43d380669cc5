package dev.zoetrope.sandbox;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import dev.zoetrope.video.BaseUrl;
import io.vertx.core.http.HttpServerRequest;

/**
 * The addresses of this sandbox: the authority of the request, loopback with the local port, and the public URL of the
 * gateway if it is set. A URL with any other authority does not belong to this sandbox, even if its path looks like it.
 *
 * @param baseUrl scheme, authority and optional path of result URLs, without a slash at the end
 * @param authorities lower-case {@code host:port} pairs that belong to this sandbox
 */
public record SandboxOrigin(String baseUrl, Set<String> authorities) {

    public static SandboxOrigin of(HttpServerRequest request, Optional<String> publicUrl) {
        int port = request.localAddress().port();
        String scheme = request.scheme();
        String authority = request.authority() == null ? "localhost:" + port : request.authority().toString();
        String ownBase = publicUrl.map(BaseUrl::withoutSlash).orElse(scheme + "://" + authority);
        Set<String> authorities = new HashSet<>(
                List.of("localhost:" + port, "127.0.0.1:" + port, "[::1]:" + port));
        authorities.add(withPort(scheme, authority));
        authorities.add(withPort(ownBase));
        return new SandboxOrigin(ownBase, Set.copyOf(authorities));
    }

    /** Whether a URL with this scheme and authority belongs to this sandbox. */
    boolean matches(String scheme, String authority) {
        return (scheme.equals("http") || scheme.equals("https")) && authorities.contains(withPort(scheme, authority));
    }

    /** Removes the path of the public URL from the start of a path, if it is there. */
    String removeBasePath(String path) {
        String ownBase = URI.create(baseUrl).getRawPath();
        return path.startsWith(ownBase + "/") ? path.substring(ownBase.length()) : path;
    }

    private static String withPort(String url) {
        URI uri = URI.create(url);
        return withPort(uri.getScheme(), uri.getRawAuthority());
    }

    /** The lower-case authority, with the default port of the scheme if it has none. */
    private static String withPort(String scheme, String authority) {
        boolean hasPort = authority.lastIndexOf(':') > authority.lastIndexOf(']');
        return (hasPort ? authority : authority + (scheme.equals("https") ? ":443" : ":80")).toLowerCase(Locale.ROOT);
    }
}
