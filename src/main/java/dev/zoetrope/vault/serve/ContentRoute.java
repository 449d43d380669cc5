package dev.zoetrope.vault.serve;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;

/**
 * {@code GET} and {@code HEAD /v1/tasks/{id}/content}: a kept file, to whoever has a link of ours. No key is asked for, so
 * that a player can follow it. A route and not a resource, as only here a file goes out without a way through memory.
 */
@Singleton
public class ContentRoute {

    /** @param content made by the first request: the router is there before the ledger is */
    void mount(@Observes Router router, Instance<ContentHandler> content) {
        router.route("/v1/tasks/:id/content").method(HttpMethod.GET).method(HttpMethod.HEAD)
                .handler(request -> content.get().serve(request));
    }
}
