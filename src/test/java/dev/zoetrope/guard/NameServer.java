package dev.zoetrope.guard;

import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;

/**
 * A real name server on loopback. It does not answer for names that begin with {@code silent}; names that begin with
 * {@code no} do not exist.
 */
final class NameServer implements AutoCloseable {
    private static final byte[] LOOPBACK = { 127, 0, 0, 1 };
    private static final int TTL_SECONDS = 3600;
    /** The system may allow less. */
    private static final int RECEIVE_BUFFER_BYTES = 1 << 20;

    private final EventLoopGroup group = new NioEventLoopGroup(1);
    private final Map<String, AtomicInteger> queries = new ConcurrentHashMap<>();
    private final Channel channel;

    NameServer() {
        channel = new Bootstrap().group(group).channel(NioDatagramChannel.class)
                .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER_BYTES).handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel made) {
                        made.pipeline().addLast(new DatagramDnsQueryDecoder(), new DatagramDnsResponseEncoder(),
                                new Answering());
                    }
                }).bind("127.0.0.1", 0).syncUninterruptibly().channel();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /** The number of queries for the IPv4 address of this name. */
    int queries(String name) {
        return queries.getOrDefault(name, new AtomicInteger()).get();
    }

    private final class Answering extends SimpleChannelInboundHandler<DatagramDnsQuery> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramDnsQuery query) {
            DnsQuestion question = query.recordAt(DnsSection.QUESTION);
            String name = question.name().toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
            boolean ipv4 = question.type().equals(DnsRecordType.A);
            if (ipv4) {
                queries.computeIfAbsent(name, any -> new AtomicInteger()).incrementAndGet();
            }
            if (name.startsWith("silent")) {
                return;
            }
            DatagramDnsResponse answer = new DatagramDnsResponse(query.recipient(), query.sender(), query.id());
            answer.addRecord(DnsSection.QUESTION, question);
            if (name.startsWith("no")) {
                answer.setCode(DnsResponseCode.NXDOMAIN);
            } else if (ipv4) {
                answer.addRecord(DnsSection.ANSWER, new DefaultDnsRawRecord(question.name(), DnsRecordType.A, TTL_SECONDS,
                        Unpooled.wrappedBuffer(LOOPBACK)));
            }
            ChannelFuture unused = context.writeAndFlush(answer);
        }
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
