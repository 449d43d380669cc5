package dev.zoetrope.upstream;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;

/**
 * Stands where the head of a create is written, behind connection and TLS handshake: the last place at which the create
 * can be kept from leaving. A create whose time is over by then is dropped, and its connection with it.
 */
final class SendGate extends ChannelOutboundHandlerAdapter {
    private final UnwrittenCreates departures;
    private boolean shut;

    SendGate(UnwrittenCreates departures) {
        this.departures = departures;
    }

    @Override
    public void write(ChannelHandlerContext connection, Object message, ChannelPromise written) {
        if (message instanceof HttpRequest head) {
            String number = head.headers().get(UnwrittenCreates.HEADER);
            head.headers().remove(UnwrittenCreates.HEADER);
            shut |= !departures.leaves(number);
        }
        if (shut) {
            ReferenceCountUtil.release(message);
            written.tryFailure(new CreateException.Withheld());
            ChannelFuture unused = connection.close(); // whoever waits for the answer sees the close itself
        } else {
            ChannelFuture unused = connection.write(message, written); // the promise tells
        }
    }
}
