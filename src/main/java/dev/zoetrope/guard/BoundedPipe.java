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
    private final AtomicInteger pending = new AtomicInteger(1);
    private long bytes;
    private boolean active;
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
        response.endHandler(end -> completeOne());
        response.handler(this::onChunk);
        response.resume();
        // The HTTP client's own idle timeout ends with the head of the response.
        long silence = vertx.setPeriodic(Math.max(1, policy.idleTimeout().toMillis()), look -> checkIdle());
        return done.future().onComplete(over -> vertx.cancelTimer(silence));
    }

    /** Fails if no chunk arrived since the last check although reading is not paused: after 1 to 2 idle timeouts. */
    private void checkIdle() {
        if (!active && !paused) {
            done.tryFail(GuardException.sent(Reason.TIMED_OUT));
        }
        active = false;
    }

    private void onChunk(Buffer chunk) {
        active = true;
        bytes += chunk.length();
        if (bytes > policy.maxBytes()) {
            done.tryFail(GuardException.sent(Reason.TOO_LARGE));
            return;
        }
        pending.incrementAndGet();
        sink.write(chunk).onSuccess(taken -> completeOne())
                .onFailure(failure -> done.tryFail(GuardException.sent(Reason.NOT_WRITTEN)));
        if (sink.writeQueueFull()) {
            paused = true;
            response.pause();
            sink.drainHandler(drained -> {
                active = true;
                paused = false;
                response.resume();
            });
        }
    }

    private void completeOne() {
        if (pending.decrementAndGet() == 0) {
            done.tryComplete(bytes);
        }
    }
}
