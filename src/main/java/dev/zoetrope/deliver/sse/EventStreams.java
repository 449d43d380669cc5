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
import dev.zoetrope.deliver.DeliverConfig;
import dev.zoetrope.deliver.EventLimits;
import dev.zoetrope.deliver.LongPolls;
import dev.zoetrope.deliver.SseConnection;
import dev.zoetrope.ledger.Change;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.work.WorkMode;
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
    /** The reconnection time of readers in milliseconds: long enough that many readers do not reconnect at the same time. */
    private static final String OPENING_LINES = "retry: 2000\n\n";
    private static final String CLOSING_LINES = "retry: 1000\n\n";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    /** Checks per heartbeat interval. A stream gets a heartbeat after three quarters of the interval to a whole interval. */
    private static final int CHECKS_PER_HEARTBEAT = 4;
    /**
     * A resumed stream repeats the changes of this time before the cursor: the clocks of replicas differ, and a row may be
     * written a little later than its {@code updatedAt}.
     */
    private static final Duration RESUME_OVERLAP = Duration.ofMinutes(1);

    private final Ledger ledger;
    private final TaskEventWriter events;
    private final DeliverConfig config;
    private final EventLimits limits;
    private final Clock clock;
    private final Vertx vertx;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentMap<Caller, CountedFanout> fanouts = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    /** The fan-out of a caller with the number of its streams; removed with the last stream. */
    private record CountedFanout(CallerFanout fanout, int streams) {
    }

    EventStreams(ChangeDispatcher dispatcher, Ledger ledger, TaskEventWriter events, DeliverConfig config, EventLimits limits,
            Clock clock,
            Vertx vertx) {
        this.ledger = ledger;
        this.events = events;
        this.config = config;
        this.limits = limits;
        this.clock = clock;
        this.vertx = vertx;
        dispatcher.addListener(this);
    }

    void start(@Observes StartupEvent event) {
        if (config.loops().mode() == WorkMode.CONTINUOUS) {
            vertx.setPeriodic(Math.max(1, limits.heartbeat().toMillis() / CHECKS_PER_HEARTBEAT),
                    ignored -> checkStreams());
        }
    }

    /**
     * Opens a stream on the response of this request.
     *
     * @param onlyTask the task that the stream is about, one of this caller; null for all tasks of the caller
     * @param since the time up to which the reader has received all changes; null if it has received none
     * @return a Uni that completes when the stream ends for any reason, and fails, before the response has begun, with 409
     *         in on-demand mode, with 429 if the caller has too many streams, with 503 if there are too many streams in all
     *         or the process is stopping
     */
    Uni<Void> open(Caller caller, TaskId onlyTask, Instant since, RoutingContext request) {
        return Uni.createFrom().emitter(ended -> {
            ContextInternal context = (ContextInternal) Vertx.currentContext();
            CallerFanout fanout = acquireSlot(caller, context);
            openStream(caller, onlyTask, since, request, context, fanout, ended);
        });
    }

    private void openStream(Caller caller, TaskId onlyTask, Instant since, RoutingContext request, ContextInternal context,
            CallerFanout fanout, UniEmitter<? super Void> ended) {
        Function<Instant, EventReplay> replaySince = time -> onlyTask != null ? EventReplay.one(ledger, onlyTask)
                : EventReplay.all(ledger, caller, time == null ? null : time.minus(RESUME_OVERLAP));
        EventStream[] self = new EventStream[1];
        EventStream stream = new EventStream(onlyTask, since == null ? clock.instant() : since, replaySince.apply(since),
                replaySince,
                events, clock, new SseConnection(request.response()), () -> {
                    fanout.remove(self[0], context.nettyEventLoop());
                    releaseSlot(caller);
                    ended.complete(null);
                });
        self[0] = stream;
        fanout.add(stream, context.nettyEventLoop());
        request.addEndHandler(end -> stream.readerGone());
        ended.onTermination(() -> context.nettyEventLoop().execute(stream::readerGone));
        stream.open(Buffer.buffer(OPENING_LINES));
    }

    /** Reserves a slot for the stream, or throws the failure for the caller. */
    private CallerFanout acquireSlot(Caller caller, ContextInternal context) {
        if (config.loops().mode() == WorkMode.ON_DEMAND) {
            throw Failure.conflict("not_available", "There are no event streams, because zoetrope.track.mode is on-demand;"
                    + " query the task instead, with Prefer: wait.").exception();
        }
        if (stopping) {
            throw Failure.unavailable("shutting_down", "This process is stopping.", RETRY_AFTER).exception();
        }
        if (open.incrementAndGet() > limits.maxStreams()) {
            open.decrementAndGet();
            throw Failure.unavailable("too_many_streams", "Too many streams are open.", RETRY_AFTER).exception();
        }
        CountedFanout counted = fanouts.compute(caller, (any, before) -> before == null
                ? new CountedFanout(new CallerFanout(events, clock, context.nettyEventLoop()), 1)
                : new CountedFanout(before.fanout(), before.streams() + 1));
        if (counted.streams() > config.events().mostPerCaller()) {
            releaseSlot(caller);
            throw Failure.tooManyRequests("too_many_streams", "You have too many streams open.", RETRY_AFTER).exception();
        }
        return counted.fanout();
    }

    private void releaseSlot(Caller caller) {
        open.decrementAndGet();
        fanouts.computeIfPresent(caller, (any, before) -> before.streams() == 1 ? null
                : new CountedFanout(before.fanout(), before.streams() - 1));
    }

    @Override
    public boolean wants(Change change) {
        CountedFanout counted = fanouts.get(change.caller());
        return counted != null && counted.fanout().wants(change.id());
    }

    @Override
    public void onChange(Task task) {
        CountedFanout counted = fanouts.get(task.caller());
        if (counted != null) {
            counted.fanout().changed(task);
        }
    }

    private void checkStreams() {
        long now = System.nanoTime();
        long heartbeatInterval = limits.heartbeat().toNanos() * (CHECKS_PER_HEARTBEAT - 1) / CHECKS_PER_HEARTBEAT;
        long lag = limits.lag().toNanos();
        fanouts.values().forEach(counted -> counted.fanout().forEach(stream -> stream.tick(now, heartbeatInterval, lag)));
    }

    /** Ends all streams while connections still work. A reader that reconnects gets another replica or the next process. */
    void stop(@Observes @Priority(LongPolls.STOP_PRIORITY) ShutdownDelayInitiatedEvent event) {
        stopping = true;
        fanouts.values().forEach(counted -> counted.fanout().forEach(stream -> stream.end(Buffer.buffer(CLOSING_LINES))));
    }

    int size() {
        return open.get();
    }
}
