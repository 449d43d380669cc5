package dev.zoetrope.body;

import io.vertx.core.http.HttpServerRequest;

/** Routes whose bodies may be longer than {@code zoetrope.request.max-body}. Each implementation is a CDI bean. */
public interface LargeBodies {

    /**
     * The maximum length of the body of a request.
     *
     * @return in bytes; 0 if this is not a route with large bodies
     */
    long maxLength(HttpServerRequest head);
}
