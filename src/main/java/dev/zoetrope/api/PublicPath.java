package dev.zoetrope.api;

import java.net.URI;

import jakarta.inject.Singleton;

import io.vertx.ext.web.RoutingContext;

/** The path that callers see before the paths of the API. */
@Singleton
class PublicPath {
    private final PublicUrl settings;

    PublicPath(PublicUrl settings) {
        this.settings = settings;
    }

    /**
     * That of {@code zoetrope.public-url}; without the setting that of the request ({@link RequestOrigin#prefix}). Empty or
     * {@code /segment…} without a slash at the end.
     */
    String of(RoutingContext request) {
        return settings.publicUrl().map(PublicPath::path).orElseGet(() -> RequestOrigin.prefix(request.request()));
    }

    private static String path(String url) {
        String path = URI.create(url).getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
