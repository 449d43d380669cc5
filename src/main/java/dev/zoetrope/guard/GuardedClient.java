package dev.zoetrope.guard;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;

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
 * held in memory as a whole, and every wait has an end.
 */
@Singleton
public class GuardedClient {
    /** Connections to one address at once, and requests that may wait for one. */
    private static final int CONNECTIONS_PER_ADDRESS = 16;
    private static final int WAITING_PER_ADDRESS = 256;
    /** Bytes of a body handed on at once; with the default of 8 KB a long one costs much more to hand on. */
    private static final int CHUNK = 64 * 1024;

    private final Vertx vertx;
    private final HttpClient client;
    private final Resolver resolver;

    @Inject
    public GuardedClient(Vertx vertx) {
        this(vertx, new SystemResolver(vertx), new HttpClientOptions());
    }

    GuardedClient(Vertx vertx, Resolver resolver, HttpClientOptions options) {
        this.vertx = vertx;
        this.resolver = resolver;
        // No connection is kept: the next request judges again and connects again.
        this.client = vertx.createHttpClient(options.setKeepAlive(false).setMaxPoolSize(CONNECTIONS_PER_ADDRESS)
                .setMaxWaitQueueSize(WAITING_PER_ADDRESS).setMaxChunkSize(CHUNK).setDecompressionSupported(false));
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
                    : Future.failedFuture(GuardException.sent(Reason.REFUSED));
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
     * Whether the host of a URL, or one of its addresses, is on a private network.
     *
     * @return fails if the URL cannot be read or the host cannot be found
     */
    public Uni<Boolean> leadsToPrivate(String url) {
        return uni(() -> {
            Target target = Target.parse(url);
            Future<List<InetAddress>> found = target.literal() != null ? Future.succeededFuture(List.of(target.literal()))
                    : resolver.resolve(target.host());
            return found.map(addresses -> addresses.stream().anyMatch(
                    address -> AddressRules.reach(address) == Reach.PRIVATE));
        });
    }

    private Future<GuardedReply> run(GuardedRequest request, GuardPolicy policy, WriteStream<Buffer> sink) {
        Exchange exchange = new Exchange(vertx, client, resolver, request, policy);
        Promise<GuardedReply> answer = Promise.promise();
        long timer = vertx.setTimer(policy.totalTimeout().toMillis(),
                late -> answer.tryFail(new GuardException(Reason.TIMED_OUT, exchange.wasSent())));
        started(exchange, sink).onComplete(done -> {
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

    private static Future<GuardedReply> started(Exchange exchange, WriteStream<Buffer> sink) {
        try {
            return exchange.run(sink);
        } catch (GuardException e) {
            return Future.failedFuture(e);
        }
    }

    private static <T> Uni<T> uni(java.util.function.Supplier<Future<T>> work) {
        return Uni.createFrom().completionStage(() -> work.get().toCompletionStage());
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
