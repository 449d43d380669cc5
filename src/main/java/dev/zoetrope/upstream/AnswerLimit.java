package dev.zoetrope.upstream;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;

import org.jboss.resteasy.reactive.client.impl.ClientRequestContextImpl;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Bounds what is read of one answer, and how long it may take, from the request to the last byte. Neither the REST client nor
 * Vert.x has such limits (a read timeout
 * starts anew with each byte), so they stand on the connection itself: past one the connection is closed, which the
 * waiting call sees as a lost answer.
 */
class AnswerLimit implements ClientRequestFilter {
    private static final String BEHIND_VERTX_CODEC = "handler";

    private final long bytes;
    private final Duration time;
    private volatile boolean installed;

    /** @param time longest time from the request to the last byte of its answer */
    AnswerLimit(long bytes, Duration time) {
        this.bytes = bytes;
        this.time = time;
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
                new Count(bytes, time));
    }

    private static final class Count extends ChannelDuplexHandler {
        private final long bytes;
        private final Duration time;
        private long seen;
        private boolean informational;
        private Future<?> end;

        Count(long bytes, Duration time) {
            this.bytes = bytes;
            this.time = time;
        }

        @Override
        public void write(ChannelHandlerContext connection, Object message, ChannelPromise written) {
            if (message instanceof HttpRequest) {
                begin(connection);
            }
            ChannelFuture unused = connection.write(message, written); // the promise tells
        }

        @Override
        public void channelRead(ChannelHandlerContext connection, Object message) {
            if (message instanceof HttpResponse head) {
                seen = 0;
                informational = head.status().codeClass() == HttpStatusClass.INFORMATIONAL; // another head follows
            }
            if (message instanceof HttpContent content) {
                seen += content.content().readableBytes();
            }
            if (message instanceof LastHttpContent && !informational) {
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
            }, time.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void done() {
            if (end != null) {
                end.cancel(false);
                end = null;
            }
        }
    }
}
