package dev.zoetrope.deliver.sse;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import dev.zoetrope.deliver.ChangeDispatcher;
import dev.zoetrope.deliver.LongPolls;
import dev.zoetrope.ledger.Change;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.impl.ContextInternal;
import io.vertx.ext.web.RoutingContext;

/**
 * The open streams. Their number is bounded, one timer sends all heartbeats, and a stop of the process ends them in order.
 */
@Singleton
class EventStreams implements ChangeDispatcher.Listener {
    /** The reconnection time of readers in milliseconds: short, but not so short that many readers return at once. */
    private static final String HELLO = "retry: 2000\n\n";
    private static final String GOODBYE = "retry: 1000\n\n";
    private static final Duration SOON = Duration.ofSeconds(5);
    /** Checks per heartbeat interval. A stream gets a heartbeat after three quarters of the interval to a whole interval. */
    private static final int LOOKS = 4;
    private final Ledger ledger;
    private final TaskEventWriter events;
    private final EventsConfig config;
    private final Clock clock;
    private final Vertx vertx;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentMap<Caller, Counted> audiences = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    /** The fan-out of a caller with the number of its streams; removed with the last stream. */
    private record Counted(CallerFanout audience, int streams) {
    }

    EventStreams(ChangeDispatcher news, Ledger ledger, TaskEventWriter events, EventsConfig config, Clock clock, Vertx vertx) {
        this.ledger = ledger;
        this.events = events;
        this.config = config;
        this.clock = clock;
        this.vertx = vertx;
        news.join(this);
    }

    void start(@Observes StartupEvent event) {
        if (config.loops().mode() == EventsConfig.Mode.CONTINUOUS) {
            vertx.setPeriodic(Math.max(1, config.events().heartbeat().toMillis() / LOOKS), at -> look());
        }
    }

    /**
     * Opens a stream on the response of this request.
     *
     * @param only the task that the stream is about, one of this caller; null for all tasks of the caller
     * @param since the time up to which the reader has received all changes; null if it has received none
     * @return completes when the stream ends for any reason. Fails, before the response has begun, with 409 in on-demand
     *         mode, with 429 if the caller has too many streams, with 503 if there are too many streams in all or the
     *         process is stopping
     */
    Uni<Void> open(Caller caller, TaskId only, Instant since, RoutingContext request) {
        return Uni.createFrom().emitter(ended -> {
            ContextInternal context = (ContextInternal) Vertx.currentContext();
            CallerFanout audience = admitted(caller, context);
            begin(caller, only, since, request, context, audience, ended);
        });
    }

    private void begin(Caller caller, TaskId only, Instant since, RoutingContext request, ContextInternal context,
            CallerFanout audience, UniEmitter<? super Void> ended) {
        Function<Instant, EventReplay> reading = time -> only != null ? EventReplay.one(ledger, only)
                : EventReplay.all(ledger, caller, time == null ? null : time.minus(config.events().overlap()));
        EventStream[] self = new EventStream[1];
        EventStream stream = new EventStream(only, since == null ? clock.instant() : since, reading.apply(since), reading,
                events, clock, new SseConnection(request.response()), () -> {
                    audience.leave(self[0], context.nettyEventLoop());
                    dismissed(caller);
                    ended.complete(null);
                });
        self[0] = stream;
        audience.join(stream, context.nettyEventLoop());
        request.addEndHandler(end -> stream.gone());
        ended.onTermination(() -> context.nettyEventLoop().execute(stream::gone));
        stream.open(Buffer.buffer(HELLO));
    }

    /** Counts the stream in, or throws the failure for the caller. */
    private CallerFanout admitted(Caller caller, ContextInternal context) {
        if (config.loops().mode() == EventsConfig.Mode.ON_DEMAND) {
            throw Failure.conflict("not_available", "There are no event streams, because zoetrope.track.mode is on-demand;"
                    + " query the task instead, with Prefer: wait.").exception();
        }
        if (stopping) {
            throw Failure.unavailable("shutting_down", "This process is stopping.", SOON).exception();
        }
        if (open.incrementAndGet() > config.events().most()) {
            open.decrementAndGet();
            throw Failure.unavailable("too_many_streams", "Too many streams are open.", SOON).exception();
        }
        Counted counted = audiences.compute(caller, (any, before) -> before == null
                ? new Counted(new CallerFanout(events, clock, context.nettyEventLoop()), 1)
                : new Counted(before.audience(), before.streams() + 1));
        if (counted.streams() > config.events().mostPerCaller()) {
            dismissed(caller);
            throw Failure.tooMany("too_many_streams", "You have too many streams open.", SOON).exception();
        }
        return counted.audience();
    }

    private void dismissed(Caller caller) {
        open.decrementAndGet();
        audiences.computeIfPresent(caller, (any, before) -> before.streams() == 1 ? null
                : new Counted(before.audience(), before.streams() - 1));
    }

    @Override
    public boolean wants(Change change) {
        Counted counted = audiences.get(change.caller());
        return counted != null && counted.audience().wants(change.id());
    }

    @Override
    public void read(Task task) {
        Counted counted = audiences.get(task.caller());
        if (counted != null) {
            counted.audience().changed(task);
        }
    }

    private void look() {
        long now = System.nanoTime();
        long beat = config.events().heartbeat().toNanos() * (LOOKS - 1) / LOOKS;
        long lag = config.events().lag().toNanos();
        audiences.values().forEach(counted -> counted.audience().each(stream -> stream.tick(now, beat, lag)));
    }

    /** Ends all streams while connections still work. A reader that reconnects gets another replica or the next process. */
    void stop(@Observes @Priority(LongPolls.FIRST) ShutdownDelayInitiatedEvent event) {
        stopping = true;
        audiences.values().forEach(counted -> counted.audience().each(stream -> stream.end(Buffer.buffer(GOODBYE))));
    }

    int size() {
        return open.get();
    }
}
