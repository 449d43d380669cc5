package dev.zoetrope.track.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BiFunction;

import dev.zoetrope.fake.VirtualClock;
import dev.zoetrope.model.Models;
import dev.zoetrope.observe.Meters;
import dev.zoetrope.observe.TaskLog;
import dev.zoetrope.track.InFlightSends;
import dev.zoetrope.track.InMemoryLedger;
import dev.zoetrope.track.NoFiles;
import dev.zoetrope.track.SendQueue;
import dev.zoetrope.track.SendStep;
import dev.zoetrope.track.Settings;
import dev.zoetrope.track.SlowLedger;
import dev.zoetrope.track.TaskRefresh;
import dev.zoetrope.track.TickRunner;
import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.track.TrackLimits;
import dev.zoetrope.track.VendorLoad;
import dev.zoetrope.track.loop.Retention;
import dev.zoetrope.track.loop.TrackerWork;
import dev.zoetrope.track.send.ExpireSendLease;
import dev.zoetrope.track.send.OutcomeWriter;
import dev.zoetrope.track.send.ResendStep;
import dev.zoetrope.upstream.PollOutcome;
import dev.zoetrope.upstream.SendTimeouts;
import dev.zoetrope.upstream.TestVendors;
import dev.zoetrope.upstream.Vendors;
import dev.zoetrope.video.Pin;
import dev.zoetrope.video.Result;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;
import dev.zoetrope.video.VendorObservation;
import dev.zoetrope.work.WorkDispatcher;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/** The real plan, rate limiter and steps on a virtual clock, with a vendor that answers as a test says. */
public final class VirtualTracker {
    private static final Duration LATENCY = Duration.ofMillis(20);
    private static final String FILE = "https://cdn.example.com/v.mp4";

    public final VirtualClock clock = new VirtualClock();
    public final InMemoryLedger ledger = new InMemoryLedger();
    final TrackConfig config;
    private final TrackLimits limits;
    final PollStep pollStep;
    public final TaskRefresh refresh;
    private final PollRateLimiter limiter;
    private final SendQueue sendQueue;
    private final VendorLoad load;
    private final NextPoll nextPoll;
    private final TrackerWork work;
    private final BiFunction<String, Instant, PollOutcome> vendor;
    private final PriorityQueue<Event> agenda = new PriorityQueue<>(
            Comparator.comparing(Event::at).thenComparing(Event::number));
    private final ArrayDeque<Instant> lastSecond = new ArrayDeque<>();
    private long events;
    public long polls;
    public int maxPerSecond;

    private record Event(Instant at, long number, Runnable what) {
    }

    /** @param vendor returns the outcome of a poll, given the vendor's id of the task and the time */
    public VirtualTracker(Map<String, String> settings, long seed, BiFunction<String, Instant, PollOutcome> vendor) {
        this(settings, TrackLimits.DEFAULT, seed, vendor);
    }

    public VirtualTracker(Map<String, String> settings, TrackLimits limits, long seed,
            BiFunction<String, Instant, PollOutcome> vendor) {
        this.config = Settings.with(settings);
        this.limits = limits;
        this.vendor = vendor;
        Random random = new Random(seed);
        limiter = new PollRateLimiter(config.upstream().asksPerSecond(), clock);
        PollRateLimiters limiters = PollRateLimiters.ofDefault(limiter);
        Vendors vendors = TestVendors.ofDefault(clock);
        InFlightSends inFlight = new InFlightSends(config);
        load = new VendorLoad(vendors, ledger, clock);
        nextPoll = new NextPoll(config, limits, new DurationStatistics(Models.ofThisVersion()), new NoFiles(), random);
        TaskLog log = new TaskLog(clock);
        pollStep = new PollStep(this::poll, ledger, limiters, new PollResultApplier(nextPoll, config, limits), nextPoll, limits,
                clock,
                log);
        sendQueue = new SendQueue(ledger, 1, 10, 10);
        OutcomeWriter outcomeWriter = new OutcomeWriter(ledger, log);
        ResendStep resendStep = new ResendStep(ledger,
                new SendStep(null, vendors, load, inFlight, ledger, new SendTimeouts(config.upstream()), outcomeWriter,
                        sendQueue,
                        config, limits, nextPoll, clock, random, null, log),
                vendors, inFlight, sendQueue, outcomeWriter, config, clock);
        ExpireSendLease expireSendLease = new ExpireSendLease(outcomeWriter, clock);
        refresh = new TaskRefresh(pollStep, resendStep, expireSendLease, config, clock);
        work = new TrackerWork(ledger, resendStep, pollStep, expireSendLease, limiters, sendQueue, config, limits, clock,
                new Meters(new SimpleMeterRegistry()), new SendTimeouts(config.upstream()));
    }

    private Uni<PollOutcome> poll(Pin pin, String vendorId, java.util.function.BooleanSupplier permit) {
        if (!permit.getAsBoolean()) {
            return Uni.createFrom().item(new PollOutcome.NoAnswer(null));
        }
        polls++;
        Instant now = clock.instant();
        lastSecond.add(now);
        while (!lastSecond.peek().isAfter(now.minusSeconds(1))) {
            lastSecond.remove();
        }
        maxPerSecond = Math.max(maxPerSecond, lastSecond.size());
        PollOutcome said = vendor.apply(vendorId, now);
        return Uni.createFrom().emitter(answer -> at(now.plus(LATENCY), () -> answer.complete(said)));
    }

    public void at(Instant when, Runnable what) {
        agenda.add(new Event(when, events++, what));
    }

    /** Creates a task that the vendor has just accepted. */
    public Task accepted(String end, Integer estimate) {
        Instant now = clock.instant();
        TaskState state = new TaskState.Running("vendor-" + end, now, false, 0, estimate, null, null);
        Task task = SlowLedger.task(end, state, now).dueAt(nextPoll.next(state, SlowLedger.REQUEST, now));
        ledger.put(task);
        return task;
    }

    /** Runs the poll loop for this long, at the intervals of the real loop. */
    public void run(Duration time) {
        Instant end = clock.instant().plus(time);
        at(clock.instant(), () -> tick(limits.pace(), end));
        while (!agenda.isEmpty() && !agenda.peek().at().isAfter(end)) {
            Event next = agenda.remove();
            clock.advance(Duration.between(clock.instant(), next.at()));
            next.what().run();
        }
        clock.advance(Duration.between(clock.instant(), end));
    }

    /** Runs until all work in flight has ended. */
    public void finish() {
        while (!agenda.isEmpty()) {
            Event next = agenda.remove();
            clock.advance(Duration.between(clock.instant(), next.at()));
            next.what().run();
        }
    }

    /** Stops all polls for this long, as a {@code Retry-After} of the vendor does. */
    public void pause(Duration wait) {
        limiter.pause(wait);
    }

    /** Creates a tick over the same steps; its pauses are real. */
    public TickRunner tickRunner(Vertx vertx) {
        return new TickRunner(work, new Retention(ledger, new NoFiles(), config, limits, clock),
                new DurationWarmup(ledger, new DurationStatistics(Models.ofThisVersion())),
                sendQueue, load,
                java.util.List.of(), config, limits, clock, vertx);
    }

    /** Creates a step that polls another vendor. */
    PollStep pollStepOf(PollStep.Vendor other) {
        return new PollStep(other, ledger,
                PollRateLimiters.ofDefault(new PollRateLimiter(config.upstream().asksPerSecond(), clock)),
                new PollResultApplier(nextPoll, config, limits),
                nextPoll,
                limits, clock,
                new TaskLog(clock));
    }

    private void tick(Duration wait, Instant end) {
        WorkDispatcher.Round round = work.poll().subscribeAsCompletionStage().join();
        Duration max = config.track().interval();
        Duration twice = wait.multipliedBy(2);
        Duration next = round.count() > 0 || round.more() ? limits.pace() : twice.compareTo(max) > 0 ? max : twice;
        if (clock.instant().plus(next).isBefore(end)) {
            at(clock.instant().plus(next), () -> tick(next, end));
        }
    }

    public TaskState state(Task task) {
        return ledger.task(task.id()).state();
    }

    public static TaskId id(String end) {
        return new TaskId("task-unified-1-" + end);
    }

    public static PollOutcome running() {
        return observed(VendorObservation.Phase.RUNNING);
    }

    public static PollOutcome observed(VendorObservation.Phase phase) {
        return new PollOutcome.Observed(new VendorObservation(phase, null, null, java.util.List.of(), null, null));
    }

    public static PollOutcome completed() {
        return new PollOutcome.Observed(new VendorObservation(VendorObservation.Phase.COMPLETED, 100, null,
                java.util.List.of(new Result(FILE, "video/mp4")), null, null));
    }
}
