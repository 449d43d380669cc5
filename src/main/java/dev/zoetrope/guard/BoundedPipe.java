package dev.zoetrope.guard;

import java.util.concurrent.atomic.AtomicInteger;

import dev.zoetrope.guard.GuardException.Reason;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.streams.WriteStream;

/** Moves a body to where it belongs, chunk by chunk, at the pace of the slower side and never past the limit. */
final class BoundedPipe {
    private final HttpClientResponse response;
    private final WriteStream<Buffer> sink;
    private final GuardPolicy policy;
    private final Vertx vertx;
    private final Promise<Long> done = Promise.promise();
    /** The answer itself, and each chunk that the sink has not taken yet: done is what the sink has taken to the last. */
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

    /** The number of bytes moved, once the sink has taken them all. The sink is left open. */
    Future<Long> run() {
        sink.exceptionHandler(failure -> done.tryFail(GuardException.sent(Reason.NOT_WRITTEN)));
        response.exceptionHandler(done::tryFail);
        response.endHandler(end -> settled());
        response.handler(this::take);
        response.resume();
        // The client's own timeout for silence ends with the head of the answer.
        long silence = vertx.setPeriodic(Math.max(1, policy.idleTimeout().toMillis()), look -> listen());
        return done.future().onComplete(over -> vertx.cancelTimer(silence));
    }

    /** Nothing for a whole timeout, and up to two, while something was wanted. */
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
