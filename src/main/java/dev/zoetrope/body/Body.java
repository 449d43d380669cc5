package dev.zoetrope.body;

import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * The body of one request, from the request's head to the end of the answer. Used on the request's event loop only.
 *
 * <pre>
 * paused ─ read() ──────▶ reading ─ last byte ─▶ complete
 *   │                        │ too large, too slow, too many parts, over budget
 *   └─ routed, not read ─▶ dropped ─ answered before the last byte ─▶ connection closed
 * </pre>
 */
final class Body {
    private static final String KEY = Body.class.getName();
    /**
     * After the answer, the rest of the body is dropped for this long before the connection is closed. If the gateway closed
     * the connection while the client is still sending, the client could lose the answer.
     */
    private static final long LINGER_MILLIS = 1000;
    /**
     * A body can have this many parts of any size, and one more part for each {@link #BYTES_PER_PART} bytes. Every part costs
     * time, even a small one.
     */
    private static final int FREE_PARTS = 512;
    private static final int BYTES_PER_PART = 64;
    private static final long NO_TIMER = -1;
    private static final long NO_ERROR = 0;

    private final RoutingContext request;
    private final HttpServerRequest head;
    private final int announcedLength;
    private final BodyGate gate;
    private boolean started;
    private boolean complete;
    private boolean closeAfterAnswer;
    private boolean answered;
    private BodyBytes bytes;
    private long receivedBytes;
    private int partCount;
    private UniEmitter<? super byte[]> reader;
    private long timer = NO_TIMER;

    /** @param announced length of the body in bytes; negative if the head does not give it */
    Body(RoutingContext request, int announced, BodyGate gate) {
        this.request = request;
        this.head = request.request();
        this.announcedLength = announced;
        this.gate = gate;
        request.put(KEY, this);
        request.addHeadersEndHandler(ignored -> onAnswerStart());
        request.addEndHandler(end -> onAnswerEnd(end.succeeded()));
        head.pause();
        head.handler(this::onPart);
        head.endHandler(end -> onEnd());
    }

    /** Returns the body of this request; null if the request has none. */
    static Body of(RoutingContext request) {
        return request.get(KEY);
    }

    /** Starts to read the body at the first subscription; see {@link BodyReader#read}. */
    Uni<byte[]> read(Caller caller) {
        return Uni.createFrom().emitter(emitter -> start(caller, emitter));
    }

    private void start(Caller caller, UniEmitter<? super byte[]> emitter) {
        if (started) {
            throw new IllegalStateException("the body has already been read or dropped");
        }
        bytes = new BodyBytes(gate, caller, announcedLength);
        started = true;
        reader = emitter;
        timer = request.vertx().setTimer(gate.deadline().toMillis(), ignored -> fail(tooSlow()));
        if ("100-continue".equalsIgnoreCase(head.getHeader(HttpHeaderNames.EXPECT))) {
            request.response().writeContinue();
        }
        head.resume();
    }

    private void onPart(Buffer part) {
        receivedBytes += part.length();
        partCount++;
        boolean tooManyParts = partCount > FREE_PARTS + receivedBytes / BYTES_PER_PART;
        if (reader == null) {
            drop(tooManyParts);
        } else if (tooManyParts) {
            fail(Failure.malformed(400, "body_too_scattered", "The body comes in parts that are too small."));
        } else {
            add(part);
        }
    }

    private void add(Buffer part) {
        try {
            bytes.add(part);
        } catch (FailureException refusal) {
            fail(refusal.failure());
        }
    }

    /**
     * Drops a part. A body that no resource reads has the same limits as one that is read, and exceeding them closes the
     * connection. After a refusal the rest of the body is dropped without a limit until the answer is sent.
     */
    private void drop(boolean tooManyParts) {
        if ((tooManyParts || receivedBytes > gate.maxLength()) && bytes == null && !answered) {
            close();
        }
    }

    /** Fails the reader. All further parts are dropped. */
    private void fail(Failure failure) {
        UniEmitter<? super byte[]> asked = stopReading();
        if (asked != null) {
            bytes.discard();
            asked.fail(failure.exception());
        }
    }

    private Failure tooSlow() {
        return Failure.malformed(408, "body_too_slow", "The body did not arrive within " + gate.deadline().toSeconds() + " s.");
    }

    private UniEmitter<? super byte[]> stopReading() {
        UniEmitter<? super byte[]> asked = reader;
        reader = null;
        if (timer != NO_TIMER) {
            request.vertx().cancelTimer(timer);
            timer = NO_TIMER;
        }
        return asked;
    }

    private void onEnd() {
        complete = true;
        UniEmitter<? super byte[]> asked = stopReading();
        if (asked != null) {
            byte[] whole = bytes.toByteArray();
            bytes.discard();
            asked.complete(whole);
        } else if (answered) {
            close();
        }
    }

    /**
     * Drops the body if no resource has started to read it. Call it after routing, because a resource starts to read the
     * body during routing.
     */
    void dropUnread() {
        if (!started) {
            started = true;
            head.resume();
        }
    }

    private void onAnswerStart() {
        if (!complete) {
            closeAfterAnswer = true;
            FinalResponse.mark(request);
        }
    }

    private void onAnswerEnd(boolean arrived) {
        answered = true;
        stopReading();
        if (bytes != null) {
            bytes.release();
        }
        if (arrived && closeAfterAnswer) {
            if (complete) {
                close();
            } else {
                timer = request.vertx().setTimer(LINGER_MILLIS, ignored -> close());
            }
        }
    }

    private void close() {
        stopReading();
        if (head.version() != HttpVersion.HTTP_2) {
            head.connection().close();
        } else if (!complete) {
            request.response().reset(NO_ERROR);
        }
    }
}
