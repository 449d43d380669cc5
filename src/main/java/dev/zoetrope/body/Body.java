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
 * The body of one request, from its head to the end of the answer. On the request's event loop only, while it is read.
 *
 * <pre>
 * withheld ─ asked for ─▶ read ─ last byte ─▶ over
 *     │                    │ too large, too late, no budget
 *     └─ routed ────────▶ dropped ─ answered ─▶ the connection ends
 * </pre>
 */
final class Body {
    private static final String KEY = Body.class.getName();
    /**
     * How long what a client is still sending is dropped after its answer, which a connection closed at once may take along.
     */
    private static final long LINGER_MILLIS = 1000;
    /** Parts of any size that a body may have, and one more for so many bytes: each part costs time, however small it is. */
    private static final int FREE_PARTS = 512;
    private static final int BYTES_A_PART = 64;
    private static final long NO_TIMER = -1;
    private static final long NO_ERROR = 0;

    private final RoutingContext request;
    private final HttpServerRequest head;
    private final int announced;
    private final BodyGate gate;
    private boolean begun;
    private boolean over;
    private boolean closes;
    private boolean answered;
    private BodyBytes bytes;
    private long received;
    private int parts;
    private UniEmitter<? super byte[]> reader;
    private long timer = NO_TIMER;

    /** @param announced bytes; negative if its head does not tell */
    Body(RoutingContext request, int announced, BodyGate gate) {
        this.request = request;
        this.head = request.request();
        this.announced = announced;
        this.gate = gate;
        request.put(KEY, this);
        request.addHeadersEndHandler(begins -> answerBegins());
        request.addEndHandler(end -> answerEnded(end.succeeded()));
        head.pause();
        head.handler(this::part);
        head.endHandler(end -> ended());
    }

    /** The body of this request; null if its head announces none. */
    static Body of(RoutingContext request) {
        return request.get(KEY);
    }

    /** Begins to read it with the first subscription ({@link BodyReader#read}). */
    Uni<byte[]> read(Caller caller) {
        return Uni.createFrom().emitter(emitter -> begin(caller, emitter));
    }

    private void begin(Caller caller, UniEmitter<? super byte[]> emitter) {
        if (begun) {
            throw new IllegalStateException("the body was read or dropped before");
        }
        bytes = new BodyBytes(gate, caller, announced);
        begun = true;
        reader = emitter;
        timer = request.vertx().setTimer(gate.deadline().toMillis(), late -> refuse(tooLate()));
        if ("100-continue".equalsIgnoreCase(head.getHeader(HttpHeaderNames.EXPECT))) {
            request.response().writeContinue();
        }
        head.resume();
    }

    private void part(Buffer part) {
        received += part.length();
        parts++;
        boolean scattered = parts > FREE_PARTS + received / BYTES_A_PART;
        if (reader == null) {
            drop(scattered);
        } else if (scattered) {
            refuse(Failure.malformed(400, "body_too_scattered", "The body comes in parts that are too small."));
        } else {
            add(part);
        }
    }

    private void add(Buffer part) {
        try {
            bytes.add(part);
        } catch (FailureException refusal) {
            refuse(refusal.failure());
        }
    }

    /** A body that nobody reads has the same bounds. After a refusal the rest is dropped until the answer is sent. */
    private void drop(boolean scattered) {
        if ((scattered || received > gate.longest()) && bytes == null && !answered) {
            close();
        }
    }

    /** What comes from now on is dropped. */
    private void refuse(Failure failure) {
        UniEmitter<? super byte[]> asked = readNoMore();
        if (asked != null) {
            bytes.forget();
            asked.fail(failure.exception());
        }
    }

    private Failure tooLate() {
        return Failure.malformed(408, "body_too_slow", "The body did not arrive within " + gate.deadline().toSeconds() + " s.");
    }

    private UniEmitter<? super byte[]> readNoMore() {
        UniEmitter<? super byte[]> asked = reader;
        reader = null;
        if (timer != NO_TIMER) {
            request.vertx().cancelTimer(timer);
            timer = NO_TIMER;
        }
        return asked;
    }

    private void ended() {
        over = true;
        UniEmitter<? super byte[]> asked = readNoMore();
        if (asked != null) {
            byte[] whole = bytes.whole();
            bytes.forget();
            asked.complete(whole);
        } else if (answered) {
            close();
        }
    }

    /** It has been routed: whoever reads it has begun to. */
    void dropUnread() {
        if (!begun) {
            begun = true;
            head.resume();
        }
    }

    private void answerBegins() {
        if (!over) {
            closes = true;
            LastAnswer.announce(request);
        }
    }

    private void answerEnded(boolean arrived) {
        answered = true;
        readNoMore();
        if (bytes != null) {
            bytes.release();
        }
        if (arrived && closes) {
            if (over) {
                close();
            } else {
                timer = request.vertx().setTimer(LINGER_MILLIS, late -> close());
            }
        }
    }

    private void close() {
        readNoMore();
        if (head.version() != HttpVersion.HTTP_2) {
            head.connection().close();
        } else if (!over) {
            request.response().reset(NO_ERROR);
        }
    }
}
