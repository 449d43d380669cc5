package dev.zoetrope.guard;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import dev.zoetrope.guard.GuardException.Reason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.streams.WriteStream;

/** One request with its redirects, from the resolution of the name to the last byte of the response. Used once. */
final class Exchange {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    /** The default User-Agent, because firewalls refuse requests without one. The headers of a request may replace it. */
    private static final String AGENT = "Zoetrope";
    /** The only header that follows a redirect to another server: it belongs to the file and is no secret. */
    private static final String RANGE = "Range";
    /** The maximum number of addresses of a name to which a connection is tried. */
    private static final int MAX_ADDRESSES = 4;

    private final Vertx vertx;
    private final HttpClient client;
    private final Resolver resolver;
    private final GuardedRequest request;
    private final GuardPolicy policy;
    private volatile HttpClientRequest current;
    private volatile boolean sent;
    private volatile boolean abandoned;
    private volatile boolean headReceived;

    Exchange(Vertx vertx, HttpClient client, Resolver resolver, GuardedRequest request, GuardPolicy policy) {
        this.vertx = vertx;
        this.client = client;
        this.resolver = resolver;
        this.request = request;
        this.policy = policy;
    }

    /** @param sinks gives the sink for the body of a response with this head */
    Future<GuardedReply> run(Function<GuardedReply, WriteStream<Buffer>> sinks) {
        GuardedUrl first = GuardedUrl.parse(request.url());
        return open(first, first, 0).compose(response -> receive(response, sinks)).recover(this::mapFailure);
    }

    /** Like {@link #run}, but discards the body; a failure of the body is no failure of the exchange. */
    Future<GuardedReply> runDiscardingBody() {
        GuardedUrl first = GuardedUrl.parse(request.url());
        return open(first, first, 0).compose(response -> {
            headReceived = true;
            return new BodyDiscarder(response, policy.maxBytes()).run();
        }).recover(this::mapFailure);
    }

    /** Whether the head of the response has arrived, in an exchange that discards the body. */
    boolean headReceived() {
        return headReceived;
    }

    /** Closes the connection. An exchange that has not ended fails. */
    void abandon() {
        abandoned = true;
        HttpClientRequest open = current;
        if (open != null) {
            open.reset();
        }
    }

    boolean wasSent() {
        return sent;
    }

    private Future<HttpClientResponse> open(GuardedUrl target, GuardedUrl first, int followed) {
        return resolveAndCheck(target).compose(addresses -> connect(target, addresses, 0))
                .compose(connected -> send(connected, target, first))
                .compose(response -> followRedirect(response, target, first, followed));
    }

    private Future<List<InetAddress>> resolveAndCheck(GuardedUrl target) {
        Future<List<InetAddress>> found = target.literal() != null
                ? Future.succeededFuture(List.of(target.literal()))
                : resolver.resolve(target.host());
        return found.recover(failure -> Future.failedFuture(
                failure instanceof GuardException ? failure : GuardException.unsent(Reason.UNRESOLVED)))
                .map(addresses -> check(target.host(), addresses));
    }

    private List<InetAddress> check(String host, List<InetAddress> addresses) {
        if (addresses.isEmpty()) {
            throw GuardException.unsent(Reason.UNRESOLVED);
        }
        if (!addresses.stream().allMatch(address -> policy.allows(host, address))) {
            throw GuardException.unsent(Reason.NOT_PUBLIC);
        }
        return addresses;
    }

    private Future<HttpClientRequest> connect(GuardedUrl target, List<InetAddress> addresses, int index) {
        if (abandoned) {
            return Future.failedFuture(GuardException.unsent(Reason.TIMED_OUT));
        }
        InetAddress address = addresses.get(index);
        boolean last = index + 1 >= Math.min(addresses.size(), MAX_ADDRESSES);
        // "server" is the address of the connection; host and port are for the Host header, SNI and the certificate.
        RequestOptions options = new RequestOptions().setMethod(request.method()).setSsl(target.tls())
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, target.port())))
                .setHost(target.host()).setPort(target.port()).setURI(target.path()).setFollowRedirects(false)
                .setConnectTimeout(policy.connectTimeout().toMillis())
                .setIdleTimeout(policy.idleTimeout().toMillis());
        Future<HttpClientRequest> connected = client.request(options)
                .recover(failure -> Future.failedFuture(GuardException.unsent(connectFailure(failure))));
        return last ? connected : connected.recover(failure -> connect(target, addresses, index + 1));
    }

    private static Reason connectFailure(Throwable failure) {
        return failure instanceof ConnectException && failure.getMessage() != null
                && failure.getMessage().contains("timed out") ? Reason.TIMED_OUT : Reason.UNREACHABLE;
    }

    private Future<HttpClientResponse> send(HttpClientRequest connected, GuardedUrl target, GuardedUrl first) {
        current = connected;
        if (abandoned) {
            connected.reset();
            return Future.failedFuture(GuardException.unsent(Reason.TIMED_OUT));
        }
        connected.putHeader("User-Agent", AGENT).putHeader("Accept-Encoding", "identity");
        boolean sameServer = target.host().equals(first.host()) && target.port() == first.port()
                && target.tls() == first.tls();
        request.headers().forEach((name, value) -> {
            if (sameServer || name.equalsIgnoreCase(RANGE)) {
                connected.putHeader(name, value);
            }
        });
        sent = true;
        // Paused at once, because chunks that arrive before the sink has a handler would be lost.
        // The empty exception handler keeps Vert.x from logging the reset of an unwanted response as an error.
        Future<HttpClientResponse> response = connected.response()
                .onSuccess(answer -> answer.pause().exceptionHandler(unwanted -> {
                }));
        Future<Void> written = request.body() == null ? connected.end() : connected.end(request.body());
        return written.compose(done -> response);
    }

    private Future<HttpClientResponse> followRedirect(HttpClientResponse response, GuardedUrl target, GuardedUrl first,
            int followed) {
        String location = response.getHeader("Location");
        if (policy.maxRedirects() == 0 || location == null || !REDIRECTS.contains(response.statusCode())
                || !request.method().equals(HttpMethod.GET)) {
            return Future.succeededFuture(response);
        }
        response.request().reset();
        if (followed >= policy.maxRedirects()) {
            return Future.failedFuture(GuardException.sent(Reason.TOO_MANY_REDIRECTS));
        }
        return open(target.redirectTo(location), first, followed + 1);
    }

    private Future<GuardedReply> receive(HttpClientResponse response,
            Function<GuardedReply, WriteStream<Buffer>> sinks) {
        String length = response.getHeader("Content-Length");
        if (length != null && length.matches("[0-9]{1,18}") && Long.parseLong(length) > policy.maxBytes()) {
            return Future.failedFuture(GuardException.sent(Reason.TOO_LARGE));
        }
        WriteStream<Buffer> sink = sinks.apply(new GuardedReply(response.statusCode(), response.headers(), 0));
        return new BoundedPipe(response, sink, policy, vertx).run()
                .map(bytes -> new GuardedReply(response.statusCode(), response.headers(), bytes));
    }

    private Future<GuardedReply> mapFailure(Throwable failure) {
        if (failure instanceof GuardException) {
            return Future.failedFuture(failure);
        }
        Reason reason = failure instanceof TimeoutException ? Reason.TIMED_OUT : Reason.BROKEN_OFF;
        return Future.failedFuture(new GuardException(reason, sent));
    }
}
