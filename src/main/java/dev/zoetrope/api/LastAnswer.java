package dev.zoetrope.api;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/**
 * Ends a connection with one answer. The HTTP server reads ahead: requests that a client sent behind the one being answered
 * may be decoded already, and closing the connection does not keep them from being served. So the connection is marked, and
 * {@link HeadFilter} drops every request that follows the mark (RFC 9112, section 9.6).
 */
final class LastAnswer {
    private static final AttributeKey<Boolean> GIVEN = AttributeKey.valueOf(LastAnswer.class, "given");

    private LastAnswer() {
    }

    /**
     * The answer to this request becomes the connection's last one; call it before the answer is written. Over HTTP/2 nothing
     * happens: frames have lengths of their own, and other requests share the connection.
     */
    static void prepare(RoutingContext request) {
        if (request.request().version() == HttpVersion.HTTP_2) {
            return;
        }
        HttpConnection connection = request.request().connection();
        if (connection instanceof ConnectionBase base) {
            base.channel().attr(GIVEN).set(true);
        }
        request.response().putHeader(HttpHeaderNames.CONNECTION, "close");
        request.addEndHandler(sent -> connection.close());
    }

    /** Whether an earlier request on the same connection was given its last answer. */
    static boolean given(HttpServerRequest request) {
        return request.connection() instanceof ConnectionBase base && base.channel().hasAttr(GIVEN);
    }
}
