package dev.zoetrope.api;

import java.net.URI;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.vertx.ext.web.RoutingContext;

/** The path that callers see before the paths of the API. */
@Singleton
class PublicPath {
    private final Optional<String> stated;

    PublicPath(PublicUrl settings) {
        this.stated = settings.publicUrl().map(PublicPath::path);
    }

    /**
     * The path of {@code zoetrope.public-url}; without that setting, the prefix of the request ({@link RequestOrigin#prefix}).
     * Empty, or {@code /segment…} without a slash at the end.
     */
    String of(RoutingContext request) {
        return stated.orElseGet(() -> RequestOrigin.prefix(request.request()));
    }

    private static String path(String url) {
        String path = URI.create(url).getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
