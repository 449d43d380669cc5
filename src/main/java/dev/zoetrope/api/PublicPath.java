package dev.zoetrope.api;

import java.net.URI;
import java.util.Optional;

import jakarta.inject.Singleton;

import dev.zoetrope.video.BaseUrl;
import io.vertx.ext.web.RoutingContext;

/** The path prefix of the API's URLs as callers see them. */
@Singleton
class PublicPath {
    private final Optional<String> configured;

    PublicPath(PublicUrl settings) {
        this.configured = settings.publicUrl().map(PublicPath::path);
    }

    /**
     * Returns the path of {@code zoetrope.public-url}; without that setting, the prefix of the request
     * ({@link RequestOrigin#prefix}). The result is empty, or {@code /segment…} without a trailing slash.
     */
    String of(RoutingContext request) {
        return configured.orElseGet(() -> RequestOrigin.prefix(request.request()));
    }

    private static String path(String url) {
        return BaseUrl.withoutSlash(URI.create(url).getRawPath());
    }
}
