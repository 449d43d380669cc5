package dev.zoetrope.upstream;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

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

/**
 * Netty handler that limits the size of a response, and the time from the request to the last byte of its response. Neither
 * the REST client nor Vert.x has such limits (their read timeout restarts with each byte). At a limit the handler closes the
 * connection, so that the pending call fails with a lost response.
 */
final class ResponseLimit extends ChannelDuplexHandler {
    private final long bytes;
    private final Duration time;
    private long seen;
    private boolean informational;
    private Future<?> end;

    /**
     * @param bytes longest body, decoded
     * @param time longest time from the request to the last byte of its response
     */
    ResponseLimit(long bytes, Duration time) {
        this.bytes = bytes;
        this.time = time;
    }

    @Override
    public void write(ChannelHandlerContext connection, Object message, ChannelPromise written) {
        if (message instanceof HttpRequest) {
            begin(connection);
        }
        ChannelFuture unused = connection.write(message, written); // the promise reports the result
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
            ChannelFuture unused = connection.close(); // the pending call sees the close
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
