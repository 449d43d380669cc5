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
 * The one way to a URL that somebody else named. Every failure is a {@link GuardException}; nothing blocks, nothing is
 * held in memory as a whole, and every wait has an end. A file is asked for without an encoding; where a server sends gzip or
 * deflate all the same, it is decoded, and its limit holds for the decoded bytes.
 */
@Singleton
public class GuardedClient {
    /** Connections to one address at once, and requests that may wait for one; unless somebody says otherwise. */
    private static final int CONNECTIONS_PER_ADDRESS = 16;
    private static final int WAITING_PER_ADDRESS = 256;
    /** Bytes of a body handed on at once; with the default of 8 KB a long one costs much more to hand on. */
    private static final int CHUNK = 64 * 1024;

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
        // No connection is kept: the next request judges again and connects again.
        this.client = vertx.createHttpClient(options.setKeepAlive(false).setMaxPoolSize(CONNECTIONS_PER_ADDRESS)
                .setMaxWaitQueueSize(WAITING_PER_ADDRESS).setMaxChunkSize(CHUNK).setDecompressionSupported(true));
    }

    private GuardedClient(Vertx vertx, Resolver resolver, int connections, Duration kept) {
        this.vertx = vertx;
        this.resolver = resolver;
        this.client = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(true)
                .setKeepAliveTimeout(Math.toIntExact(Math.max(1, kept.toSeconds()))).setMaxPoolSize(connections)
                .setMaxWaitQueueSize(WAITING_PER_ADDRESS).setDecompressionSupported(false));
    }

    /**
     * A client of its own for many requests to the same places, which uses connections again. Each request is judged all the
     * same: a connection is found by the address it leads to and the name it was made for, never by the name alone. Whoever
     * makes it closes it.
     *
     * @param connections to one address at once
     * @param kept how long an idle one is kept: shorter than the other side keeps it, as a request may cross its end
     */
    public static GuardedClient keepingConnections(Vertx vertx, int connections, Duration kept) {
        return new GuardedClient(vertx, new DnsResolver(vertx), connections, kept);
    }

    static GuardedClient keepingConnections(Vertx vertx, Resolver resolver, int connections, Duration kept) {
        return new GuardedClient(vertx, resolver, connections, kept);
    }

    /**
     * Fetches a file, following redirects. What was begun stays behind on failure; the caller owns the directory.
     *
     * @param to is made or overwritten
     * @return its length in bytes; any status but 2xx is a failure
     */
    public Uni<Long> download(String url, GuardPolicy policy, Path to) {
        return uni(() -> vertx.fileSystem().open(to.toString(), new OpenOptions().setTruncateExisting(true))
                .recover(failure -> Future.failedFuture(GuardException.unsent(Reason.NOT_WRITTEN)))
                .compose(file -> into(file, url, policy)));
    }

    private Future<Long> into(AsyncFile file, String url, GuardPolicy policy) {
        return run(GuardedRequest.get(url), policy, file).transform(reply -> file.close().transform(closed -> {
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
     * Sends a request and hands the body of whatever answer comes to the sink, which stays open.
     *
     * @return the answer, whatever its status
     */
    public Uni<GuardedReply> exchange(GuardedRequest request, GuardPolicy policy, WriteStream<Buffer> sink) {
        return uni(() -> run(request, policy, sink));
    }

    /**
     * Sends a request of whose answer only the status and the headers are wanted. Its body is read and thrown away, up to the
     * policy's limit; that it is longer, breaks off or takes too long is no failure.
     *
     * @return the answer, whatever its status
     */
    public Uni<GuardedReply> send(GuardedRequest request, GuardPolicy policy) {
        return uni(() -> timed(new Exchange(vertx, client, resolver, request, policy), policy, Exchange::head));
    }

    /**
     * Whether the host of a URL, or one of its addresses, is on a private network.
     *
     * @return fails if the URL cannot be read or the host cannot be found
     */
    public Uni<Boolean> leadsToPrivate(String url) {
        return uni(() -> {
            GuardedUrl target = GuardedUrl.parse(url);
            Future<List<InetAddress>> found = target.literal() != null ? Future.succeededFuture(List.of(target.literal()))
                    : resolver.resolve(target.host());
            return found.map(addresses -> addresses.stream().anyMatch(
                    address -> AddressRules.reach(address) == AddressScope.PRIVATE));
        });
    }

    private Future<GuardedReply> run(GuardedRequest request, GuardPolicy policy, WriteStream<Buffer> sink) {
        return timed(new Exchange(vertx, client, resolver, request, policy), policy, exchange -> exchange.run(sink));
    }

    private Future<GuardedReply> timed(Exchange exchange, GuardPolicy policy,
            Function<Exchange, Future<GuardedReply>> work) {
        Promise<GuardedReply> answer = Promise.promise();
        long timer = vertx.setTimer(policy.totalTimeout().toMillis(), late -> {
            if (exchange.answered()) {
                exchange.abandon(); // of which its answer comes
            } else {
                answer.tryFail(new GuardException(Reason.TIMED_OUT, exchange.wasSent()));
            }
        });
        started(exchange, work).onComplete(done -> {
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

    private static Future<GuardedReply> started(Exchange exchange, Function<Exchange, Future<GuardedReply>> work) {
        try {
            return work.apply(exchange);
        } catch (GuardException e) {
            return Future.failedFuture(e);
        }
    }

    private static <T> Uni<T> uni(java.util.function.Supplier<Future<T>> work) {
        return Uni.createFrom().completionStage(() -> work.get().toCompletionStage());
    }

    /** Lets go of all connections. */
    @PreDestroy
    public void close() {
        client.close();
        resolver.close();
    }
}
