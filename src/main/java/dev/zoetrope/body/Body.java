package dev.zoetrope.body;

import java.util.function.Supplier;

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
    private final long maxLength;
    private boolean started;
    private boolean complete;
    private boolean closeAfterAnswer;
    private boolean answered;
    private BodySink sink;
    private BodyPace pace;
    private boolean waiting;
    private boolean waitedInWindow;
    private long receivedBytes;
    private long receivedBeforeWindow;
    private long windows;
    private int partCount;
    private UniEmitter<? super Void> reader;
    private long timer = NO_TIMER;

    /**
     * @param announced length of the body in bytes; negative if the head does not give it
     * @param maxLength of a body of this route, in bytes
     */
    Body(RoutingContext request, int announced, long maxLength, BodyGate gate) {
        this.request = request;
        this.head = request.request();
        this.announcedLength = announced;
        this.gate = gate;
        this.maxLength = maxLength;
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

    /** Length in bytes by the head; negative if the head does not give it. */
    int announcedLength() {
        return announcedLength;
    }

    /** Starts to read the body into memory at the first subscription; see {@link BodyReader#read}. */
    Uni<byte[]> read(Caller caller) {
        return Uni.createFrom().deferred(() -> {
            BodyBytes bytes = new BodyBytes(gate, caller, announcedLength);
            return stream(bytes, BodyPace.within(gate.deadline())).map(end -> bytes.take());
        });
    }

    /** Starts to read a body of unknown length at the first subscription; see {@link BodyReader#readOrStream}. */
    Uni<byte[]> readGrowing(Caller caller, BodyPace speed, Supplier<? extends BodySink> longBody) {
        return Uni.createFrom().deferred(() -> {
            GrowingBody bytes = new GrowingBody(new BodyBytes(gate, caller, announcedLength), gate.maxLength(), longBody);
            // A body that stays in memory must end within the first window: the minimum of a window is longer.
            return stream(bytes, speed.withWindow(gate.deadline())).map(end -> bytes.take());
        });
    }

    /** Starts to read the body at the first subscription; see {@link BodyReader#stream}. */
    Uni<Void> stream(BodySink to, BodyPace speed) {
        return Uni.createFrom().emitter(emitter -> start(to, speed, emitter));
    }

    private void start(BodySink to, BodyPace speed, UniEmitter<? super Void> emitter) {
        if (started) {
            to.close();
            throw new IllegalStateException("the body has already been read or dropped");
        }
        sink = to;
        pace = speed;
        started = true;
        reader = emitter;
        sink.onReady(this::continueReading);
        timer = request.vertx().setPeriodic(pace.window().toMillis(), ignored -> onWindowEnd());
        if ("100-continue".equalsIgnoreCase(head.getHeader(HttpHeaderNames.EXPECT))) {
            request.response().writeContinue();
        }
        head.resume();
    }

    private void continueReading() {
        if (waiting) {
            waiting = false;
            head.resume();
        }
    }

    private void onWindowEnd() {
        windows++;
        boolean slow = receivedBytes - receivedBeforeWindow < pace.bytesPerWindow() && !waiting && !waitedInWindow;
        boolean late = pace.window().multipliedBy(windows).compareTo(pace.total()) >= 0;
        receivedBeforeWindow = receivedBytes;
        waitedInWindow = waiting;
        if (slow || late) {
            fail(pace.tooSlow());
        }
    }

    private void onPart(Buffer part) {
        receivedBytes += part.length();
        partCount++;
        boolean tooManyParts = partCount > FREE_PARTS + receivedBytes / BYTES_PER_PART;
        if (reader == null) {
            drop(tooManyParts);
        } else if (tooManyParts) {
            fail(Failure.malformed(400, "body_too_scattered", "The body comes in parts that are too small."));
        } else if (receivedBytes > maxLength) {
            fail(BodyGate.tooLarge(maxLength));
        } else {
            add(part);
        }
    }

    private void add(Buffer part) {
        try {
            sink.write(part);
        } catch (FailureException refusal) {
            fail(refusal.failure());
            return;
        }
        if (reader != null && sink.isFull()) {
            waiting = true;
            waitedInWindow = true;
            head.pause();
        }
    }

    /**
     * Drops a part. A body that no resource reads has the same limits as one that is read, and exceeding them closes the
     * connection. After a refusal the rest of the body is dropped without a limit until the answer is sent.
     */
    private void drop(boolean tooManyParts) {
        if ((tooManyParts || receivedBytes > maxLength) && sink == null && !answered) {
            close();
        }
    }

    /** Fails the reader. All further parts are dropped. */
    private void fail(Failure failure) {
        UniEmitter<? super Void> asked = stopReading();
        if (asked != null) {
            sink.discard();
            continueReading();
            asked.fail(failure.exception());
        }
    }

    private UniEmitter<? super Void> stopReading() {
        UniEmitter<? super Void> asked = reader;
        reader = null;
        if (timer != NO_TIMER) {
            request.vertx().cancelTimer(timer);
            timer = NO_TIMER;
        }
        return asked;
    }

    private void onEnd() {
        complete = true;
        UniEmitter<? super Void> asked = stopReading();
        if (asked != null) {
            asked.complete(null);
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
        if (sink != null) {
            sink.close();
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
