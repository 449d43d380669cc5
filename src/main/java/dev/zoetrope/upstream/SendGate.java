package dev.zoetrope.upstream;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;

/**
 * Netty handler that checks the {@link SendPermit} of a create at the moment its head is written, after the connection and
 * the TLS handshake: this is the last point at which the create can be stopped. If the permit does not allow the write, the
 * handler drops the request and closes the connection.
 */
final class SendGate extends ChannelOutboundHandlerAdapter {
    private final UnwrittenCreates unwritten;
    private boolean blocked;

    SendGate(UnwrittenCreates unwritten) {
        this.unwritten = unwritten;
    }

    @Override
    public void write(ChannelHandlerContext connection, Object message, ChannelPromise written) {
        if (message instanceof HttpRequest head) {
            String number = head.headers().get(VendorCalls.ATTEMPT_HEADER);
            head.headers().remove(VendorCalls.ATTEMPT_HEADER);
            blocked |= !unwritten.beginWrite(number);
        }
        if (blocked) {
            ReferenceCountUtil.release(message);
            written.tryFailure(new CreateException.Withheld());
            ChannelFuture unused = connection.close(); // the pending call sees the close
        } else {
            ChannelFuture unused = connection.write(message, written); // the promise reports the result
        }
    }
}
