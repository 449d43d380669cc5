package dev.zoetrope.guard;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverChannelStrategy;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.future.PromiseInternal;

/**
 * A non-blocking DNS client. It uses {@code /etc/hosts}, which it reads once, and {@code /etc/resolv.conf} with its search
 * domains. No thread waits for an answer, so a name server that does not answer delays only the request for that name.
 * Several requests for one name share one resolution. Answers, and the answer that a name does not exist, are cached for
 * some seconds.
 */
final class DnsResolver implements Resolver {
    /** Longest time to resolve one name, over all search domains and servers. */
    private static final Duration RESOLVE_TIMEOUT = Duration.ofSeconds(3);
    /** Longest time for one query; short enough to leave time for a second server. */
    private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(1);
    /** The maximum number of queries for one name: search domains, both address families, a second server. */
    private static final int MAX_QUERIES = 32;
    private static final int CACHE_SECONDS = 10;

    private final VertxInternal vertx;
    private final EventLoop loop;
    /** Resolutions in flight by name. Only the event loop uses this map. */
    private final Map<String, io.netty.util.concurrent.Future<List<InetAddress>>> inFlight = new HashMap<>();
    private final DnsNameResolver resolver;

    DnsResolver(Vertx vertx) {
        this(vertx, DnsServerAddressStreamProviders.platformDefault());
    }

    DnsResolver(Vertx vertx, DnsServerAddressStreamProvider servers) {
        this.vertx = (VertxInternal) vertx;
        this.loop = this.vertx.getEventLoopGroup().next();
        // Each query has its own source port, which makes it harder to forge an answer.
        this.resolver = new DnsNameResolverBuilder(loop)
                .datagramChannelFactory(() -> this.vertx.transport().datagramChannel())
                .datagramChannelStrategy(DnsNameResolverChannelStrategy.ChannelPerResolution)
                .nameServerProvider(servers).maxQueriesPerResolve(MAX_QUERIES)
                .queryTimeoutMillis(QUERY_TIMEOUT.toMillis())
                .ttl(0, CACHE_SECONDS).negativeTtl(CACHE_SECONDS).build();
    }

    @Override
    public Future<List<InetAddress>> resolve(String name) {
        PromiseInternal<List<InetAddress>> found = vertx.getOrCreateContext().promise();
        loop.execute(() -> sharedResolution(name).addListener((io.netty.util.concurrent.Future<List<InetAddress>> done) -> {
            if (done.isSuccess()) {
                found.tryComplete(done.getNow());
            } else {
                found.tryFail(done.cause());
            }
        }));
        return found.future().timeout(RESOLVE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The resolution of this name in flight, or a new one. Must run on the resolver's event loop. */
    private io.netty.util.concurrent.Future<List<InetAddress>> sharedResolution(String name) {
        io.netty.util.concurrent.Future<List<InetAddress>> known = inFlight.get(name);
        if (known != null) {
            return known;
        }
        io.netty.util.concurrent.Future<List<InetAddress>> fresh = resolver.resolveAll(name);
        inFlight.put(name, fresh);
        return fresh.addListener(done -> inFlight.remove(name));
    }

    @Override
    public void close() {
        resolver.close();
    }
}
