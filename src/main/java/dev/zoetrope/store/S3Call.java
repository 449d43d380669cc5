package dev.zoetrope.store;

import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import dev.zoetrope.store.aws.NoCredentialsException;
import dev.zoetrope.store.aws.ShortBody;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;

/** One call with its repetitions. Each is signed anew. Everything runs on the Vert.x context of the caller. */
final class S3Call<T> {
    private static final int MAX_ANSWER_BYTES = 1 << 20;
    /** Longest pause before the first repetition; it doubles for each further one. */
    private static final int PAUSE_MILLIS = 100;
    private static final int PAUSE_MILLIS_IF_BUSY = 1_000;
    /** How long a call waits for the store's permission to send the body. */
    private static final int CONTINUE_MILLIS = 1_000;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;

    /** For failures that also reach the future of the response or of its end. Without a handler, Vert.x logs them. */
    private static final Handler<Throwable> REPORTED_BY_FUTURE = failure -> {
    };

    private final Context context;
    private final S3Limits limits;
    private final S3Request content;
    private final Function<S3Request, Future<RequestOptions>> preparer;
    private final HttpClient http;
    private final Function<HttpClientResponse, Future<T>> reader;
    private final Promise<T> result = Promise.promise();
    private HttpClientRequest current;
    private boolean begun;
    private boolean written;

    S3Call(Vertx vertx, S3Limits limits, S3Request request, Function<S3Request, Future<RequestOptions>> preparer,
            HttpClient http, Function<HttpClientResponse, Future<T>> reader) {
        this.context = vertx.getOrCreateContext();
        this.limits = limits;
        this.content = request;
        this.preparer = preparer;
        this.http = http;
        this.reader = reader;
    }

    Future<T> result() {
        context.runOnContext(start -> {
            Vertx vertx = context.owner();
            long timer = vertx.setTimer(limits.callTimeout().toMillis(), late -> {
                if (result.tryFail(new TimeoutException()) && current != null) {
                    current.reset();
                }
            });
            result.future().onComplete(done -> vertx.cancelTimer(timer));
            attempt(1);
        });
        return result.future();
    }

    private void attempt(int number) {
        if (result.future().isComplete()) {
            return;
        }
        onContext(preparer.apply(content)).compose(this::send).onComplete(done -> {
            if (done.succeeded()) {
                result.tryComplete(done.result());
            } else if (number > limits.retries() || !mayBeTemporary(done.cause())) {
                result.tryFail(done.cause());
            } else {
                context.owner().setTimer(pause(done.cause(), number), over -> attempt(number + 1));
            }
        });
    }

    /** The search for credentials may end on another context. */
    private <V> Future<V> onContext(Future<V> future) {
        Promise<V> here = Promise.promise();
        future.onComplete(done -> context.runOnContext(now -> here.handle(done)));
        return here.future();
    }

    private Future<T> send(RequestOptions head) {
        return http.request(head).compose(request -> {
            if (result.future().isComplete()) {
                request.reset();
                return Future.failedFuture(new TimeoutException());
            }
            current = request;
            begun = false;
            written = content.length() == 0;
            request.exceptionHandler(REPORTED_BY_FUTURE);
            Future<HttpClientResponse> response = request.response();
            if (written) {
                request.end();
            } else {
                // so that a store can refuse a part before it is sent; a store that does not know this says nothing
                long timer = context.owner().setTimer(CONTINUE_MILLIS, silent -> begin(request));
                response.onComplete(answered -> context.owner().cancelTimer(timer));
                request.putHeader("expect", "100-continue").continueHandler(go -> begin(request)).sendHead();
            }
            return response.compose(this::read).onComplete(done -> {
                current = null; // another call may use the connection now
                if (!written || done.failed() && !(done.cause() instanceof S3Refusal)) {
                    request.reset();
                }
            });
        });
    }

    private void begin(HttpClientRequest request) {
        if (request == current && !begun) {
            begun = true;
            write(request, 0);
        }
    }

    /** Writes the body no faster than the store takes it. */
    private void write(HttpClientRequest request, int from) {
        if (request != current) {
            return;
        }
        int next = from;
        while (next < content.content().length && !request.writeQueueFull()) {
            ByteBuffer slice = content.content()[next];
            request.write(Buffer.buffer(slice.remaining()).setBytes(0, slice.duplicate()));
            next++;
        }
        if (next == content.content().length) {
            written = true;
            request.end();
        } else {
            int rest = next;
            request.drainHandler(drained -> write(request, rest));
        }
    }

    private Future<T> read(HttpClientResponse response) {
        response.exceptionHandler(REPORTED_BY_FUTURE);
        if (response.statusCode() / 100 == 2) {
            return reader.apply(response);
        }
        return text(response).compose(body -> Future.failedFuture(
                new S3Refusal(response.statusCode(), S3Xml.text(body, "Code"))));
    }

    static Future<String> text(HttpClientResponse response) {
        return ShortBody.read(response, MAX_ANSWER_BYTES);
    }

    private static boolean mayBeTemporary(Throwable failure) {
        return failure instanceof S3Refusal refusal
                ? refusal.status() >= SERVER_ERROR || refusal.status() == TOO_MANY_REQUESTS
                        || refusal.code().equals("RequestTimeout")
                : !(failure instanceof BucketException || failure instanceof MissingFileException
                        || failure instanceof NoCredentialsException);
    }

    private static long pause(Throwable failure, int number) {
        boolean busy = failure instanceof S3Refusal refusal
                && (refusal.status() == TOO_MANY_REQUESTS || refusal.status() == UNAVAILABLE);
        return ThreadLocalRandom.current().nextLong(1, (long) (busy ? PAUSE_MILLIS_IF_BUSY : PAUSE_MILLIS) << (number - 1));
    }
}
