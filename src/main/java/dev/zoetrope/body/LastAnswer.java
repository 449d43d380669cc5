package dev.zoetrope.body;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/**
 * Ends a connection with one answer. The HTTP server reads ahead: requests that a client sent behind the one being answered
 * may be decoded already, and closing the connection does not keep them from being served. So the connection is marked, and
 * the filter of heads drops every request that follows the mark (RFC 9112, section 9.6).
 *
 * <p>
 * Over HTTP/2 nothing happens: frames have lengths of their own, and other requests share the connection.
 */
public final class LastAnswer {
    private static final AttributeKey<Boolean> GIVEN = AttributeKey.valueOf(LastAnswer.class, "given");

    private LastAnswer() {
    }

    /**
     * The answer to this request becomes the connection's last one, and the connection is closed when the answer has been
     * sent; call it before the answer is written.
     */
    public static void prepare(RoutingContext request) {
        if (announce(request)) {
            request.addEndHandler(sent -> request.request().connection().close());
        }
    }

    /**
     * Like {@link #prepare}, but somebody else closes the connection.
     *
     * @return false over HTTP/2
     */
    static boolean announce(RoutingContext request) {
        if (request.request().version() == HttpVersion.HTTP_2) {
            return false;
        }
        if (request.request().connection() instanceof ConnectionBase base) {
            base.channel().attr(GIVEN).set(true);
        }
        request.response().putHeader(HttpHeaderNames.CONNECTION, "close");
        return true;
    }

    /** Whether an earlier request on the same connection was given its last answer. */
    public static boolean given(HttpServerRequest request) {
        return request.connection() instanceof ConnectionBase base && base.channel().hasAttr(GIVEN);
    }
}
