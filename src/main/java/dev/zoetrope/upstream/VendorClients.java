package dev.zoetrope.upstream;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;

import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.vertx.core.http.HttpClientOptions;

/**
 * Builds the REST client twice, with one connection pool for creates and one for polls, because a create must never wait
 * behind a poll. Each pool is larger than its bulkhead, and no request waits for a connection: a create that was abandoned
 * while it waits would be sent when a connection becomes free, long after its outcome was recorded as not sent or unknown.
 */
@Singleton
class VendorClients {
    /** A longer response counts as unreadable. Task objects are much smaller than 10 KB. */
    private static final long MAX_RESPONSE_BYTES = 1 << 20;
    /**
     * The gateway closes a connection that is idle for this long. It must be shorter than the idle timeout of the vendor and
     * of any load balancer before it (commonly 60 s): if they close a connection while a create is written to it, the
     * outcome of that create is unknown.
     */
    private static final int IDLE_SECONDS = 20;

    private final UpstreamConfig config;
    private final UpstreamLimits limits;
    private final UpstreamTarget target;
    private final UnwrittenCreates unwritten = new UnwrittenCreates();
    private volatile Clients built;

    private record Clients(VendorApi creates, VendorApi polls) {
    }

    VendorClients(UpstreamConfig config, UpstreamLimits limits, UpstreamTarget target) {
        this.config = config;
        this.limits = limits;
        this.target = target;
    }

    VendorApi creates() {
        return built().creates;
    }

    /** The creates of {@link #creates} whose head is not written to a connection yet. */
    UnwrittenCreates unwritten() {
        return unwritten;
    }

    VendorApi polls() {
        return built().polls;
    }

    /** Builds the clients at the first call, because the sandbox's port is unknown until the server listens. */
    private Clients built() {
        Clients clients = built;
        if (clients == null) {
            synchronized (this) {
                clients = built;
                if (clients == null) {
                    clients = new Clients(
                            build(2 * config.maxInFlight(), List.of(VendorClients::newDecoder, this::newResponseLimit,
                                    () -> new SendGate(unwritten))),
                            build(2 * UpstreamLimits.MAX_POLLS, List.of(VendorClients::newDecoder, this::newResponseLimit)));
                    built = clients;
                }
            }
        }
        return clients;
    }

    /** Decodes gzip and deflate into small chunks. It stands before the response limit, which so counts decoded bytes. */
    private static ChannelHandler newDecoder() {
        return new HttpContentDecompressor(0);
    }

    private ChannelHandler newResponseLimit() {
        return new ResponseLimit(MAX_RESPONSE_BYTES, config.readTimeout());
    }

    private VendorApi build(int connections, List<Supplier<ChannelHandler>> handlers) {
        // A TLS handshake that hangs proves that nothing was sent: it must fail before the guard's timeout makes it unknown.
        HttpClientOptions options = new HttpClientOptions()
                .setSslHandshakeTimeout(config.connectTimeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS).setMaxWaitQueueSize(0);
        return QuarkusRestClientBuilder.newBuilder().baseUri(target.base())
                .connectTimeout(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(config.readTimeout().toMillis(), TimeUnit.MILLISECONDS).followRedirects(false)
                .disableDefaultMapper(true).userAgent("Zoetrope").httpClientOptions(options)
                .property(QuarkusRestClientProperties.CONNECTION_POOL_SIZE, connections)
                .property(QuarkusRestClientProperties.CONNECTION_TTL, IDLE_SECONDS)
                .property(QuarkusRestClientProperties.KEEP_ALIVE_ENABLED, limits.keepAlive())
                .register(new VendorConnections(handlers)).build(VendorApi.class);
    }

    @PreDestroy
    void close() throws Exception {
        Clients clients = built;
        if (clients != null) {
            ((AutoCloseable) clients.creates).close();
            ((AutoCloseable) clients.polls).close();
        }
    }
}
