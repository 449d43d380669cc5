package dev.zoetrope.body;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/**
 * Closes a connection after an answer. The HTTP server reads ahead: later requests on the connection may be decoded already,
 * and they would be served although the connection is closed. So this class marks the connection, and the filter of the head
 * drops every later request on a marked connection (RFC 9112, section 9.6).
 *
 * <p>
 * It does nothing over HTTP/2, where frames have their own lengths and other requests share the connection.
 */
public final class FinalResponse {
    private static final AttributeKey<Boolean> MARK = AttributeKey.valueOf(FinalResponse.class, "given");

    private FinalResponse() {
    }

    /**
     * Marks the connection and closes it when the answer to this request has been sent. Call it before the answer is
     * written.
     */
    public static void markAndClose(RoutingContext request) {
        if (mark(request)) {
            request.addEndHandler(sent -> request.request().connection().close());
        }
    }

    /**
     * Marks the connection; the caller of this method must close it after the answer.
     *
     * @return false over HTTP/2, where nothing is done
     */
    static boolean mark(RoutingContext request) {
        if (request.request().version() == HttpVersion.HTTP_2) {
            return false;
        }
        if (request.request().connection() instanceof ConnectionBase base) {
            base.channel().attr(MARK).set(true);
        }
        request.response().putHeader(HttpHeaderNames.CONNECTION, "close");
        return true;
    }

    /** Whether the connection is marked: the answer to an earlier request is the last one. */
    public static boolean isMarked(HttpServerRequest request) {
        return request.connection() instanceof ConnectionBase base && base.channel().hasAttr(MARK);
    }
}
