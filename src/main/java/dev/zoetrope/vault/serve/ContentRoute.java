package dev.zoetrope.vault.serve;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;

/**
 * {@code GET} and {@code HEAD /v1/tasks/{id}/content}: serves a stored file to every client that has a signed URL. It needs
 * no API key, so that a player can use the URL. It is a Vert.x route and not a JAX-RS resource, because only a route can
 * send a file without a copy through memory.
 */
@Singleton
public class ContentRoute {

    /** @param content instantiated at the first request, because the router exists before the ledger */
    void mount(@Observes Router router, Instance<ContentHandler> content) {
        router.route("/v1/tasks/:id/content").method(HttpMethod.GET).method(HttpMethod.HEAD)
                .handler(request -> content.get().serve(request));
    }
}
