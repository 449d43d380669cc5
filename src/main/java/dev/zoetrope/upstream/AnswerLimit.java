package dev.zoetrope.upstream;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;

import org.jboss.resteasy.reactive.client.impl.ClientRequestContextImpl;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Bounds what is read of one answer, and for how long. Neither the REST client nor Vert.x has such limits (a read timeout
 * starts anew with each byte), so they stand on the connection itself: past one the connection is closed, which the
 * waiting call sees as a lost answer.
 */
class AnswerLimit implements ClientRequestFilter {
    private static final String BEHIND_VERTX_CODEC = "handler";

    private final long bytes;
    private final Duration body;
    private volatile boolean installed;

    /** @param body longest time from the head of an answer to its last byte */
    AnswerLimit(long bytes, Duration body) {
        this.bytes = bytes;
        this.body = body;
    }

    /**
     * Runs before the client's first connection exists, and so sees every one of them. Two first calls at once may both
     * install it; neither goes on before it is.
     */
    @Override
    @SuppressWarnings("deprecation") // connectionHandler has no successor that reaches a client already built
    public void filter(ClientRequestContext request) {
        if (!installed) {
            HttpClient client = ((ClientRequestContextImpl) request).getRestClientRequestContext().getHttpClient();
            client.connectionHandler(this::watch);
            installed = true;
        }
    }

    private void watch(HttpConnection connection) {
        ((ConnectionBase) connection).channel().pipeline().addBefore(BEHIND_VERTX_CODEC, "answer-limit",
                new Count(bytes, body));
    }

    private static final class Count extends ChannelInboundHandlerAdapter {
        private final long bytes;
        private final Duration body;
        private long seen;
        private Future<?> end;

        Count(long bytes, Duration body) {
            this.bytes = bytes;
            this.body = body;
        }

        @Override
        public void channelRead(ChannelHandlerContext connection, Object message) {
            if (message instanceof HttpResponse) {
                seen = 0;
                begin(connection);
            }
            if (message instanceof HttpContent content) {
                seen += content.content().readableBytes();
            }
            if (message instanceof LastHttpContent) {
                done();
            }
            if (seen > bytes) {
                ReferenceCountUtil.release(message);
                ChannelFuture unused = connection.close(); // whoever waits for the answer sees the close itself
            } else {
                connection.fireChannelRead(message);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext connection) {
            done();
            connection.fireChannelInactive();
        }

        private void begin(ChannelHandlerContext connection) {
            done();
            end = connection.executor().schedule(() -> {
                ChannelFuture unused = connection.close();
            }, body.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void done() {
            if (end != null) {
                end.cancel(false);
                end = null;
            }
        }
    }
}
