package dev.zoetrope.guard;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

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
 * Asks the machine's name servers itself: {@code /etc/hosts}, read at the start, and {@code /etc/resolv.conf} with its search
 * domains. No thread waits for an answer, so a name whose servers do not answer holds up nothing but its own request. A name is
 * asked for once
 * at a time; what a server said, that there is no such name too, is known for some seconds.
 */
final class DnsResolver implements Resolver {
    /** For a name with all its search domains and servers. */
    private static final Duration LONGEST = Duration.ofSeconds(3);
    /** For one question, so that a second server is asked within that time. */
    private static final Duration LONGEST_QUESTION = Duration.ofSeconds(1);
    /** For one name: search domains, both kinds of address, a second server. */
    private static final int MOST_QUESTIONS = 32;
    private static final int KNOWN_SECONDS = 10;
    private static final int MOST_SHARED_QUESTIONS = 1024;

    private final VertxInternal vertx;
    private final DnsNameResolver resolver;

    DnsResolver(Vertx vertx) {
        this(vertx, DnsServerAddressStreamProviders.platformDefault());
    }

    DnsResolver(Vertx vertx, DnsServerAddressStreamProvider servers) {
        this.vertx = (VertxInternal) vertx;
        // A source port of its own for each question: harder to answer for somebody else.
        this.resolver = new DnsNameResolverBuilder(this.vertx.getEventLoopGroup().next())
                .datagramChannelFactory(() -> this.vertx.transport().datagramChannel())
                .datagramChannelStrategy(DnsNameResolverChannelStrategy.ChannelPerResolution)
                .nameServerProvider(servers).maxQueriesPerResolve(MOST_QUESTIONS)
                .queryTimeoutMillis(LONGEST_QUESTION.toMillis())
                .ttl(0, KNOWN_SECONDS).negativeTtl(KNOWN_SECONDS).consolidateCacheSize(MOST_SHARED_QUESTIONS).build();
    }

    @Override
    public Future<List<InetAddress>> resolve(String name) {
        PromiseInternal<List<InetAddress>> found = vertx.getOrCreateContext().promise();
        resolver.resolveAll(name).addListener((io.netty.util.concurrent.Future<List<InetAddress>> done) -> {
            if (done.isSuccess()) {
                found.tryComplete(done.getNow());
            } else {
                found.tryFail(done.cause());
            }
        });
        return found.future().timeout(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        resolver.close();
    }
}
