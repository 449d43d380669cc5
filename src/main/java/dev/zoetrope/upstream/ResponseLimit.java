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
    private final long maxBytes;
    private final Duration maxTime;
    private long bytesRead;
    private boolean informational;
    private Future<?> timeout;

    /**
     * @param bytes longest body, decoded
     * @param time longest time from the request to the last byte of its response
     */
    ResponseLimit(long bytes, Duration time) {
        this.maxBytes = bytes;
        this.maxTime = time;
    }

    @Override
    public void write(ChannelHandlerContext connection, Object message, ChannelPromise written) {
        if (message instanceof HttpRequest) {
            startTimeout(connection);
        }
        ChannelFuture unused = connection.write(message, written); // the promise reports the result
    }

    @Override
    public void channelRead(ChannelHandlerContext connection, Object message) {
        if (message instanceof HttpResponse head) {
            bytesRead = 0;
            informational = head.status().codeClass() == HttpStatusClass.INFORMATIONAL; // another head follows
        }
        if (message instanceof HttpContent content) {
            bytesRead += content.content().readableBytes();
        }
        if (message instanceof LastHttpContent && !informational) {
            cancelTimeout();
        }
        if (bytesRead > maxBytes) {
            ReferenceCountUtil.release(message);
            ChannelFuture unused = connection.close(); // the pending call sees the close
        } else {
            connection.fireChannelRead(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext connection) {
        cancelTimeout();
        connection.fireChannelInactive();
    }

    private void startTimeout(ChannelHandlerContext connection) {
        cancelTimeout();
        timeout = connection.executor().schedule(() -> {
            ChannelFuture unused = connection.close();
        }, maxTime.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void cancelTimeout() {
        if (timeout != null) {
            timeout.cancel(false);
            timeout = null;
        }
    }
}
