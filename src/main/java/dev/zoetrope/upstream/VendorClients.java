package dev.zoetrope.upstream;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.vertx.core.http.HttpClientOptions;

/**
 * The REST clients of one vendor: one connection pool for creates and one for polls, because a create must never wait behind a
 * poll. Each pool is larger than its bulkhead, and no request waits for a connection: a create that was abandoned while it
 * waits would be sent when a connection becomes free, long after its outcome was recorded as not sent or unknown.
 */
final class VendorClients implements VendorConnector {
    /** A longer response counts as unreadable. Task objects are much smaller than 10 KB. */
    private static final long MAX_RESPONSE_BYTES = 1 << 20;
    /**
     * The gateway closes a connection that is idle for this long. It must be shorter than the idle timeout of the vendor and
     * of any load balancer before it (commonly 60 s): if they close a connection while a create is written to it, the
     * outcome of that create is unknown.
     */
    private static final int IDLE_SECONDS = 20;

    private final Factory factory;
    private final VendorSpec spec;
    private final Protocol protocol;
    private final UnwrittenCreates unwritten = new UnwrittenCreates();
    private volatile VendorCalls opened;

    private VendorClients(Factory factory, VendorSpec spec, Protocol protocol) {
        this.factory = factory;
        this.spec = spec;
        this.protocol = protocol;
    }

    /** Makes the clients of vendors. */
    @Singleton
    static class Factory {
        private final UpstreamConfig config;
        private final UpstreamLimits limits;
        private final ObjectMapper json;
        private final Clock clock;

        Factory(UpstreamConfig config, UpstreamLimits limits, ObjectMapper json, Clock clock) {
            this.config = config;
            this.limits = limits;
            this.json = json;
            this.clock = clock;
        }

        VendorClients of(VendorSpec spec, Protocol protocol) {
            return new VendorClients(this, spec, protocol);
        }
    }

    /** The vendor's calls. Prepared at the first call, because the sandbox's port is unknown until the server listens. */
    VendorCalls calls() {
        VendorCalls calls = opened;
        if (calls == null) {
            synchronized (this) {
                calls = opened;
                if (calls == null) {
                    calls = protocol.open(this);
                    opened = calls;
                }
            }
        }
        return calls;
    }

    /** The creates whose head is not written to a connection yet. */
    UnwrittenCreates unwritten() {
        return unwritten;
    }

    @Override
    public URI base() {
        return spec.base().get();
    }

    @Override
    public ObjectMapper json() {
        return factory.json;
    }

    @Override
    public Clock clock() {
        return factory.clock;
    }

    @Override
    public <T> T clientForCreates(Class<T> api) {
        return build(api, 2 * factory.config.maxInFlight(),
                List.of(VendorClients::newDecoder, this::newResponseLimit, () -> new SendGate(unwritten)));
    }

    @Override
    public <T> T clientForPolls(Class<T> api) {
        return build(api, 2 * UpstreamLimits.MAX_POLLS, List.of(VendorClients::newDecoder, this::newResponseLimit));
    }

    /** Decodes gzip and deflate into small chunks. It stands before the response limit, which so counts decoded bytes. */
    private static ChannelHandler newDecoder() {
        return new HttpContentDecompressor(0);
    }

    private ChannelHandler newResponseLimit() {
        return new ResponseLimit(MAX_RESPONSE_BYTES, factory.config.readTimeout());
    }

    private <T> T build(Class<T> api, int connections, List<Supplier<ChannelHandler>> handlers) {
        UpstreamConfig config = factory.config;
        // A TLS handshake that hangs proves that nothing was sent: it must fail before the guard's timeout makes it unknown.
        HttpClientOptions options = new HttpClientOptions()
                .setSslHandshakeTimeout(config.connectTimeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS).setMaxWaitQueueSize(0);
        return QuarkusRestClientBuilder.newBuilder().baseUri(base())
                .connectTimeout(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(config.readTimeout().toMillis(), TimeUnit.MILLISECONDS).followRedirects(false)
                .disableDefaultMapper(true).userAgent("Zoetrope").httpClientOptions(options)
                .property(QuarkusRestClientProperties.CONNECTION_POOL_SIZE, connections)
                .property(QuarkusRestClientProperties.CONNECTION_TTL, IDLE_SECONDS)
                .property(QuarkusRestClientProperties.KEEP_ALIVE_ENABLED, factory.limits.keepAlive())
                .register(new VendorConnections(handlers)).build(api);
    }

    void close() throws Exception {
        VendorCalls calls = opened;
        if (calls != null) {
            calls.close();
        }
    }
}
