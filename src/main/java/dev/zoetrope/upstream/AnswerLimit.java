package dev.zoetrope.upstream;

import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;

import org.jboss.resteasy.reactive.client.impl.ClientRequestContextImpl;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Bounds what is read of one answer. Neither the REST client nor Vert.x has such a limit, so it stands on the
 * connection itself: past it the connection is closed, which the waiting call sees as a lost answer.
 */
class AnswerLimit implements ClientRequestFilter {
    private static final String BEHIND_VERTX_CODEC = "handler";

    private final long bytes;
    private final AtomicBoolean installed = new AtomicBoolean();

    AnswerLimit(long bytes) {
        this.bytes = bytes;
    }

    /** Runs before the client's first connection exists, and so sees every one of them. */
    @Override
    @SuppressWarnings("deprecation") // connectionHandler has no successor that reaches a client already built
    public void filter(ClientRequestContext request) {
        if (!installed.get() && installed.compareAndSet(false, true)) {
            HttpClient client = ((ClientRequestContextImpl) request).getRestClientRequestContext().getHttpClient();
            client.connectionHandler(this::watch);
        }
    }

    private void watch(HttpConnection connection) {
        ((ConnectionBase) connection).channel().pipeline().addBefore(BEHIND_VERTX_CODEC, "answer-limit",
                new Count(bytes));
    }

    private static final class Count extends ChannelInboundHandlerAdapter {
        private final long bytes;
        private long seen;

        Count(long bytes) {
            this.bytes = bytes;
        }

        @Override
        public void channelRead(ChannelHandlerContext connection, Object message) {
            if (message instanceof HttpResponse) {
                seen = 0;
            }
            if (message instanceof HttpContent content) {
                seen += content.content().readableBytes();
            }
            if (seen > bytes) {
                ReferenceCountUtil.release(message);
                ChannelFuture unused = connection.close(); // whoever waits for the answer sees the close itself
            } else {
                connection.fireChannelRead(message);
            }
        }
    }
}
