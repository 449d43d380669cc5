package dev.zoetrope.sandbox;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.vertx.core.http.HttpServerRequest;

/**
 * Where the sandbox is reached: what the request came to, loopback with its port, and the public URL of the gateway
 * where one is set. Nothing else is taken as ours, however alike its path.
 *
 * @param base scheme, authority and perhaps a path of the URLs handed out, without a slash at the end
 * @param authorities lower-case {@code host:port} by which a URL may name us
 */
public record SandboxOrigin(String base, Set<String> authorities) {

    public static SandboxOrigin of(HttpServerRequest request, Optional<String> publicUrl) {
        int port = request.localAddress().port();
        String scheme = request.scheme();
        String authority = request.authority() == null ? "localhost:" + port : request.authority().toString();
        String own = publicUrl.map(SandboxOrigin::withoutSlash).orElse(scheme + "://" + authority);
        Set<String> authorities = new HashSet<>(
                List.of("localhost:" + port, "127.0.0.1:" + port, "[::1]:" + port));
        authorities.add(full(scheme, authority));
        authorities.add(full(own));
        return new SandboxOrigin(own, Set.copyOf(authorities));
    }

    /** Whether a URL of this scheme and authority names us. */
    boolean is(String scheme, String authority) {
        return (scheme.equals("http") || scheme.equals("https")) && authorities.contains(full(scheme, authority));
    }

    /** The path of one of our URLs without the path of the public URL, where it begins with that. */
    String below(String path) {
        String own = URI.create(base).getRawPath();
        return path.startsWith(own + "/") ? path.substring(own.length()) : path;
    }

    private static String full(String url) {
        URI uri = URI.create(url);
        return full(uri.getScheme(), uri.getRawAuthority());
    }

    /** With the port that the scheme stands for, where none is said. */
    private static String full(String scheme, String authority) {
        boolean hasPort = authority.lastIndexOf(':') > authority.lastIndexOf(']');
        return (hasPort ? authority : authority + (scheme.equals("https") ? ":443" : ":80")).toLowerCase(Locale.ROOT);
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
