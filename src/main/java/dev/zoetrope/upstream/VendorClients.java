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
 * The declarative client, built twice: one pool for creates, which cost money and must never wait behind a question,
 * and one for questions. Each pool is larger than the bulkhead before it, and nothing ever waits in it: a create that is
 * given up there would be sent when a connection comes free, long after it was called unsent or unknown.
 */
@Singleton
class VendorClients {
    private final UpstreamConfig config;
    private final UpstreamTarget target;
    private final UnwrittenCreates departures = new UnwrittenCreates();
    private volatile Built built;

    private record Built(VendorApi creates, VendorApi asks) {
    }

    VendorClients(UpstreamConfig config, UpstreamTarget target) {
        this.config = config;
        this.target = target;
    }

    VendorApi creates() {
        return built().creates;
    }

    /** The creates on their way to a connection of {@link #creates}. */
    UnwrittenCreates departures() {
        return departures;
    }

    VendorApi asks() {
        return built().asks;
    }

    /** Built at the first call: the sandbox's port is not known before the server listens. */
    private Built built() {
        Built clients = built;
        if (clients == null) {
            synchronized (this) {
                clients = built;
                if (clients == null) {
                    clients = new Built(
                            build(2 * config.maxInFlight(), List.of(VendorClients::decoder, this::answerLimit,
                                    () -> new SendGate(departures))),
                            build(2 * config.maxAsksInFlight(), List.of(VendorClients::decoder, this::answerLimit)));
                    built = clients;
                }
            }
        }
        return clients;
    }

    /** For gzip and deflate; before the limit, which so holds for the decoded bytes. It hands them on in small pieces. */
    private static ChannelHandler decoder() {
        return new HttpContentDecompressor(0);
    }

    private ChannelHandler answerLimit() {
        return new ResponseLimit(config.maxAnswer().asLongValue(), config.readTimeout());
    }

    private VendorApi build(int connections, List<Supplier<ChannelHandler>> handlers) {
        // A handshake that hangs is a connection that never was: it must end before a guard calls the create unknown.
        HttpClientOptions options = new HttpClientOptions()
                .setSslHandshakeTimeout(config.connectTimeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS).setMaxWaitQueueSize(0);
        return QuarkusRestClientBuilder.newBuilder().baseUri(target.base())
                .connectTimeout(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(config.readTimeout().toMillis(), TimeUnit.MILLISECONDS).followRedirects(false)
                .disableDefaultMapper(true).userAgent("Zoetrope").httpClientOptions(options)
                .property(QuarkusRestClientProperties.CONNECTION_POOL_SIZE, connections)
                .property(QuarkusRestClientProperties.CONNECTION_TTL, idleSeconds())
                .property(QuarkusRestClientProperties.KEEP_ALIVE_ENABLED, config.keepAlive())
                .register(new VendorConnections(handlers)).build(VendorApi.class);
    }

    /** To the client 0 means for ever. */
    private int idleSeconds() {
        return Math.toIntExact(Math.max(1, config.idleTimeout().toSeconds()));
    }

    @PreDestroy
    void close() throws Exception {
        Built clients = built;
        if (clients != null) {
            ((AutoCloseable) clients.creates).close();
            ((AutoCloseable) clients.asks).close();
        }
    }
}
