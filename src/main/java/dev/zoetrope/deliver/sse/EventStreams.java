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

/** The open streams: bounded, kept alive by one timer for all, and ended in order when the process stops. */
@Singleton
class EventStreams implements ChangeDispatcher.Listener {
    /** How soon a reader comes again, in milliseconds: soon, and not all of a large audience within one look of ours. */
    private static final String HELLO = "retry: 2000\n\n";
    private static final String GOODBYE = "retry: 1000\n\n";
    private static final Duration SOON = Duration.ofSeconds(5);
    /** Looks at the streams in the time of one heartbeat: a beat comes late by no more than a part of it. */
    private static final int LOOKS = 4;
    private final Ledger ledger;
    private final TaskEventWriter events;
    private final EventsConfig config;
    private final Clock clock;
    private final Vertx vertx;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentMap<Caller, Counted> audiences = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    /** An audience, there as long as it has streams. */
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
     * Opens a stream on the response of this request and keeps it open.
     *
     * @param only the task it is about, one of this caller's; null: all of them
     * @param since up to where the reader knows everything; null: it knows nothing
     * @return completes with the stream's end, however it comes; fails, before the response has begun, with 409 where no
     *         loops run, 429 and 503 where too many streams are open, 503 when the process is stopping
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

    /** Takes a place, or throws what its caller is told. */
    private CallerFanout admitted(Caller caller, ContextInternal context) {
        if (config.loops().mode() == EventsConfig.Mode.ON_DEMAND) {
            throw Failure.conflict("not_available", "There are no streams of events where zoetrope.track.mode is on-demand;"
                    + " ask for the task instead, with Prefer: wait.").exception();
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

    /** While connections still work; a client that comes again meets another process, or this one's successor. */
    void stop(@Observes @Priority(LongPolls.FIRST) ShutdownDelayInitiatedEvent event) {
        stopping = true;
        audiences.values().forEach(counted -> counted.audience().each(stream -> stream.end(Buffer.buffer(GOODBYE))));
    }

    int size() {
        return open.get();
    }
}
