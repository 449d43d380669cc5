package dev.zoetrope.guard;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.zoetrope.guard.GuardException.Reason;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.streams.WriteStream;

/**
 * Sends requests to URLs that come from callers or from the vendor. Every failure is a {@link GuardException}. No method
 * blocks, no body is held in memory as a whole, and every wait has a time limit. Requests send
 * {@code Accept-Encoding: identity}. If a server sends gzip or deflate nevertheless, the body is decoded, and the size limit
 * applies to the decoded bytes. Only a client made by {@link #withKeepAlive} does not decode. Thread-safe.
 */
@Singleton
public class GuardedClient {
    /** Default number of connections to one address, and of requests that may wait for one of them. */
    private static final int CONNECTIONS_PER_ADDRESS = 16;
    private static final int QUEUE_PER_ADDRESS = 256;
    /** Bytes of a body in one chunk. The default of 8 KB needs much more CPU time for a long body. */
    private static final int CHUNK_BYTES = 64 * 1024;

    private final Vertx vertx;
    private final HttpClient client;
    private final Resolver resolver;

    @Inject
    public GuardedClient(Vertx vertx) {
        this(vertx, new DnsResolver(vertx), new HttpClientOptions());
    }

    GuardedClient(Vertx vertx, Resolver resolver, HttpClientOptions options) {
        this.vertx = vertx;
        this.resolver = resolver;
        // No keep-alive: each request checks the addresses and opens a new connection.
        this.client = vertx.createHttpClient(options.setKeepAlive(false).setMaxPoolSize(CONNECTIONS_PER_ADDRESS)
                .setMaxWaitQueueSize(QUEUE_PER_ADDRESS).setMaxChunkSize(CHUNK_BYTES).setDecompressionSupported(true));
    }

    private GuardedClient(Vertx vertx, Resolver resolver, int connections, Duration idleTimeout) {
        this.vertx = vertx;
        this.resolver = resolver;
        this.client = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(true)
                .setKeepAliveTimeout(Math.toIntExact(Math.max(1, idleTimeout.toSeconds()))).setMaxPoolSize(connections)
                .setMaxWaitQueueSize(QUEUE_PER_ADDRESS).setDecompressionSupported(false));
    }

    /**
     * Creates a client with its own connection pool, for many requests to the same servers. The addresses are checked for
     * each request, also when a connection is reused: the key of the pool is the checked address together with the name. The
     * caller must close the client.
     *
     * @param connections the maximum number of connections to one address
     * @param idleTimeout idle time after which a connection is closed, in whole seconds, at least 1 s. It must be shorter
     *        than the server's keep-alive time, because a request may be lost if the server closes the connection at the
     *        same time
     */
    public static GuardedClient withKeepAlive(Vertx vertx, int connections, Duration idleTimeout) {
        return new GuardedClient(vertx, new DnsResolver(vertx), connections, idleTimeout);
    }

    static GuardedClient withKeepAlive(Vertx vertx, Resolver resolver, int connections, Duration idleTimeout) {
        return new GuardedClient(vertx, resolver, connections, idleTimeout);
    }

    /**
     * Downloads a file and follows redirects. After a failure an incomplete file may remain; the caller must delete it.
     *
     * @param to the file to create or overwrite
     * @return the length of the file in bytes; the Uni fails for every status but 2xx
     */
    public Uni<Long> download(String url, GuardPolicy policy, Path to) {
        return uni(() -> vertx.fileSystem().open(to.toString(), new OpenOptions().setTruncateExisting(true))
                .recover(failure -> Future.failedFuture(GuardException.unsent(Reason.NOT_WRITTEN)))
                .compose(file -> downloadTo(file, url, policy)));
    }

    private Future<Long> downloadTo(AsyncFile file, String url, GuardPolicy policy) {
        return run(GuardedRequest.get(url), policy, head -> file).transform(reply -> file.close().transform(closed -> {
            if (reply.failed()) {
                return Future.failedFuture(reply.cause());
            }
            if (closed.failed()) {
                return Future.failedFuture(GuardException.sent(Reason.NOT_WRITTEN));
            }
            return reply.result().succeeded() ? Future.succeededFuture(reply.result().bytes())
                    : Future.failedFuture(GuardException.refused(reply.result().status()));
        }));
    }

    /**
     * Sends a request and writes the body of the response to the sink, which stays open. A cancellation closes the connection.
     *
     * @return the response, with any status
     */
    public Uni<GuardedReply> exchange(GuardedRequest request, GuardPolicy policy, WriteStream<Buffer> sink) {
        return exchange(request, policy, head -> sink);
    }

    /**
     * Like {@link #exchange(GuardedRequest, GuardPolicy, WriteStream)}, for a sink that depends on the head of the response.
     *
     * @param sinks gives the sink when the head has arrived; the reply has no bytes yet. If it throws, the exchange ends
     */
    public Uni<GuardedReply> exchange(GuardedRequest request, GuardPolicy policy,
            Function<GuardedReply, WriteStream<Buffer>> sinks) {
        return Uni.createFrom().deferred(() -> {
            Exchange exchange = new Exchange(vertx, client, resolver, request, policy);
            return uni(() -> runWithTimeout(exchange, policy, one -> one.run(sinks))).onCancellation()
                    .invoke(exchange::abandon);
        });
    }

    /**
     * Sends a request for which only the status and the headers of the response matter. The body is read and discarded, up
     * to the policy's limit. A body that is longer, incomplete or too slow is no failure.
     *
     * @return the response, with any status
     */
    public Uni<GuardedReply> send(GuardedRequest request, GuardPolicy policy) {
        return uni(() -> runWithTimeout(new Exchange(vertx, client, resolver, request, policy), policy,
                Exchange::runDiscardingBody));
    }

    /**
     * Whether the host of a URL is a private address, or a name with at least one private address.
     *
     * @return a Uni that fails if the URL is invalid or the host name cannot be resolved
     */
    public Uni<Boolean> isPrivate(String url) {
        return uni(() -> {
            GuardedUrl target = GuardedUrl.parse(url);
            Future<List<InetAddress>> found = target.literal() != null ? Future.succeededFuture(List.of(target.literal()))
                    : resolver.resolve(target.host());
            return found.map(addresses -> addresses.stream().anyMatch(
                    address -> AddressRules.scopeOf(address) == AddressScope.PRIVATE));
        });
    }

    private Future<GuardedReply> run(GuardedRequest request, GuardPolicy policy,
            Function<GuardedReply, WriteStream<Buffer>> sinks) {
        return runWithTimeout(new Exchange(vertx, client, resolver, request, policy), policy,
                exchange -> exchange.run(sinks));
    }

    private Future<GuardedReply> runWithTimeout(Exchange exchange, GuardPolicy policy,
            Function<Exchange, Future<GuardedReply>> work) {
        Promise<GuardedReply> answer = Promise.promise();
        long timer = vertx.setTimer(policy.totalTimeout().toMillis(), ignored -> {
            if (exchange.headReceived()) {
                exchange.abandon(); // resets the connection: the body ends, which completes the answer
            } else {
                answer.tryFail(new GuardException(Reason.TIMED_OUT, exchange.wasSent()));
            }
        });
        start(exchange, work).onComplete(done -> {
            if (done.succeeded()) {
                answer.tryComplete(done.result());
            } else {
                answer.tryFail(done.cause());
            }
        });
        return answer.future().onComplete(done -> {
            vertx.cancelTimer(timer);
            if (done.failed()) {
                exchange.abandon();
            }
        });
    }

    private static Future<GuardedReply> start(Exchange exchange, Function<Exchange, Future<GuardedReply>> work) {
        try {
            return work.apply(exchange);
        } catch (GuardException e) {
            return Future.failedFuture(e);
        }
    }

    private static <T> Uni<T> uni(java.util.function.Supplier<Future<T>> work) {
        return Uni.createFrom().completionStage(() -> work.get().toCompletionStage());
    }

    /** Closes all connections. */
    @PreDestroy
    public void close() {
        client.close();
        resolver.close();
    }
}
