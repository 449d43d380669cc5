package dev.zoetrope.track;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BiFunction;

import dev.zoetrope.fake.VirtualClock;
import dev.zoetrope.ledger.DueWork;
import dev.zoetrope.observe.Meters;
import dev.zoetrope.observe.TaskLog;
import dev.zoetrope.upstream.AskOutcome;
import dev.zoetrope.upstream.SendTimes;
import dev.zoetrope.video.Observation;
import dev.zoetrope.video.Result;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/** The real plan, budget and steps on a clock of their own, with a vendor that answers as a test says. */
final class VirtualTracker {
    private static final Duration LATENCY = Duration.ofMillis(20);
    private static final String FILE = "https://cdn.example.com/v.mp4";

    final VirtualClock clock = new VirtualClock();
    final BookLedger ledger = new BookLedger();
    final TrackConfig config;
    final AskStep asker;
    final TaskRefresh refresh;
    private final AskBudget budget;
    private final Turns turns;
    private final AskPlan plan;
    private final DueSteps steps;
    private final BiFunction<String, Instant, AskOutcome> vendor;
    private final PriorityQueue<Event> agenda = new PriorityQueue<>(
            Comparator.comparing(Event::at).thenComparing(Event::number));
    private final ArrayDeque<Instant> lastSecond = new ArrayDeque<>();
    private long events;
    long asks;
    int mostInASecond;

    private record Event(Instant at, long number, Runnable what) {
    }

    /** @param vendor what it says of a task by its vendor id, at this time */
    VirtualTracker(Map<String, String> settings, long seed, BiFunction<String, Instant, AskOutcome> vendor) {
        this.config = Settings.with(settings);
        this.vendor = vendor;
        Random random = new Random(seed);
        budget = new AskBudget(config, clock);
        plan = new AskPlan(config, new Durations(), new NoFiles(), random);
        TaskLog log = new TaskLog(clock);
        asker = new AskStep(this::ask, ledger, budget, new Verdict(plan, config), plan, config, clock, log);
        turns = new Turns(ledger, 1, 10, 10);
        Outcomes outcomes = new Outcomes(ledger, log);
        LaterSend nothingToSend = new LaterSend(ledger, new SendStep(null, new SendTimes(config.upstream()), outcomes, turns,
                config, plan, clock, random, null), new UnderWay(config), turns, outcomes, config, clock);
        SettleStep settler = new SettleStep(outcomes, clock);
        refresh = new TaskRefresh(asker, nothingToSend, settler, config, clock);
        steps = new DueSteps(ledger, nothingToSend, asker, settler, budget, turns, config, clock,
                new Meters(new SimpleMeterRegistry()), new SendTimes(config.upstream()));
    }

    private Uni<AskOutcome> ask(String vendorId, java.util.function.BooleanSupplier permit) {
        if (!permit.getAsBoolean()) {
            return Uni.createFrom().item(new AskOutcome.NoAnswer(null));
        }
        asks++;
        Instant now = clock.instant();
        lastSecond.add(now);
        while (!lastSecond.peek().isAfter(now.minusSeconds(1))) {
            lastSecond.remove();
        }
        mostInASecond = Math.max(mostInASecond, lastSecond.size());
        AskOutcome said = vendor.apply(vendorId, now);
        return Uni.createFrom().emitter(answer -> at(now.plus(LATENCY), () -> answer.complete(said)));
    }

    void at(Instant when, Runnable what) {
        agenda.add(new Event(when, events++, what));
    }

    /** A task the vendor has just accepted. */
    Task accepted(String end, Integer estimate) {
        Instant now = clock.instant();
        TaskState state = new TaskState.Running("vendor-" + end, now, false, 0, estimate, null, null);
        Task task = SlowLedger.task(end, state, now).dueAt(plan.next(state, SlowLedger.REQUEST, now));
        ledger.put(task);
        return task;
    }

    /** Lets the loop run for this long, with the rhythm of the real one. */
    void run(Duration time) {
        Instant end = clock.instant().plus(time);
        at(clock.instant(), () -> tick(config.track().pace(), end));
        while (!agenda.isEmpty() && !agenda.peek().at().isAfter(end)) {
            Event next = agenda.remove();
            clock.advance(Duration.between(clock.instant(), next.at()));
            next.what().run();
        }
        clock.advance(Duration.between(clock.instant(), end));
    }

    /** Lets what is under way come to its end. */
    void settle() {
        while (!agenda.isEmpty()) {
            Event next = agenda.remove();
            clock.advance(Duration.between(clock.instant(), next.at()));
            next.what().run();
        }
    }

    /** The vendor does not want to be asked for so long. */
    void hold(Duration wait) {
        budget.hold(wait);
    }

    /** A tick over the same steps; its pauses are real. */
    Sweep sweep(Vertx vertx) {
        return new Sweep(steps, new Retention(ledger, new NoFiles(), config, clock), new History(ledger, new Durations()),
                turns,
                java.util.List.of(),
                config, clock, vertx);
    }

    /** A step that asks somebody else. */
    AskStep askerOf(AskStep.Vendor other) {
        return new AskStep(other, ledger, new AskBudget(config, clock), new Verdict(plan, config), plan, config, clock,
                new TaskLog(clock));
    }

    private void tick(Duration wait, Instant end) {
        DueWork.Begun begun = steps.ask().subscribeAsCompletionStage().join();
        Duration most = config.track().interval();
        Duration twice = wait.multipliedBy(2);
        Duration next = begun.count() > 0 || begun.more() ? config.track().pace() : twice.compareTo(most) > 0 ? most : twice;
        if (clock.instant().plus(next).isBefore(end)) {
            at(clock.instant().plus(next), () -> tick(next, end));
        }
    }

    TaskState state(Task task) {
        return ledger.task(task.id()).state();
    }

    static TaskId id(String end) {
        return new TaskId("task-unified-1-" + end);
    }

    static AskOutcome running() {
        return told(Observation.Phase.RUNNING);
    }

    static AskOutcome told(Observation.Phase phase) {
        return new AskOutcome.Told(new Observation(phase, null, null, java.util.List.of(), null, null));
    }

    static AskOutcome completed() {
        return new AskOutcome.Told(new Observation(Observation.Phase.COMPLETED, 100, null,
                java.util.List.of(new Result(FILE, "video/mp4")), null, null));
    }
}
