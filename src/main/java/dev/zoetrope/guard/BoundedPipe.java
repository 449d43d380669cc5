package dev.zoetrope.guard;

import java.util.concurrent.atomic.AtomicInteger;

import dev.zoetrope.guard.GuardException.Reason;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.streams.WriteStream;

/** Copies a response body to a sink, chunk by chunk, with back-pressure and a size limit. */
final class BoundedPipe {
    private final HttpClientResponse response;
    private final WriteStream<Buffer> sink;
    private final GuardPolicy policy;
    private final Vertx vertx;
    private final Promise<Long> done = Promise.promise();
    /** 1 for the unfinished response, plus 1 for each chunk that the sink has not written yet; at 0 the copy is complete. */
    private final AtomicInteger open = new AtomicInteger(1);
    private long bytes;
    private boolean heard;
    private boolean paused;

    BoundedPipe(HttpClientResponse response, WriteStream<Buffer> sink, GuardPolicy policy, Vertx vertx) {
        this.response = response;
        this.sink = sink;
        this.policy = policy;
        this.vertx = vertx;
    }

    /** Completes with the number of bytes copied, after the sink has written all of them. The sink stays open. */
    Future<Long> run() {
        sink.exceptionHandler(failure -> done.tryFail(GuardException.sent(Reason.NOT_WRITTEN)));
        response.exceptionHandler(done::tryFail);
        response.endHandler(end -> settled());
        response.handler(this::take);
        response.resume();
        // The HTTP client's own idle timeout ends with the head of the response.
        long silence = vertx.setPeriodic(Math.max(1, policy.idleTimeout().toMillis()), look -> listen());
        return done.future().onComplete(over -> vertx.cancelTimer(silence));
    }

    /** Fails if no chunk arrived since the last check although reading is not paused: after 1 to 2 idle timeouts. */
    private void listen() {
        if (!heard && !paused) {
            done.tryFail(GuardException.sent(Reason.TIMED_OUT));
        }
        heard = false;
    }

    private void take(Buffer chunk) {
        heard = true;
        bytes += chunk.length();
        if (bytes > policy.maxBytes()) {
            done.tryFail(GuardException.sent(Reason.TOO_LARGE));
            return;
        }
        open.incrementAndGet();
        sink.write(chunk).onSuccess(taken -> settled())
                .onFailure(failure -> done.tryFail(GuardException.sent(Reason.NOT_WRITTEN)));
        if (sink.writeQueueFull()) {
            paused = true;
            response.pause();
            sink.drainHandler(drained -> {
                heard = true;
                paused = false;
                response.resume();
            });
        }
    }

    private void settled() {
        if (open.decrementAndGet() == 0) {
            done.tryComplete(bytes);
        }
    }
}
