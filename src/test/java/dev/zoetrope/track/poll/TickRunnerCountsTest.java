package dev.zoetrope.track.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.VirtualClock;
import dev.zoetrope.model.Models;
import dev.zoetrope.observe.Meters;
import dev.zoetrope.observe.TaskLog;
import dev.zoetrope.track.InFlightSends;
import dev.zoetrope.track.NoFiles;
import dev.zoetrope.track.SendQueue;
import dev.zoetrope.track.SendStep;
import dev.zoetrope.track.Settings;
import dev.zoetrope.track.SlowLedger;
import dev.zoetrope.track.TickRunner;
import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.track.TrackLimits;
import dev.zoetrope.track.VendorLoad;
import dev.zoetrope.track.loop.Retention;
import dev.zoetrope.track.loop.TrackerWork;
import dev.zoetrope.track.send.ExpireSendLease;
import dev.zoetrope.track.send.OutcomeWriter;
import dev.zoetrope.track.send.ResendStep;
import dev.zoetrope.upstream.SendTimeouts;
import dev.zoetrope.upstream.TestVendors;
import dev.zoetrope.upstream.Vendors;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Uni;

/** A tick corrects the counts of waiting creates of this process: another process may have sent or cancelled them. */
class TickRunnerCountsTest {
    private static final Caller ALICE = new Caller("alice");

    private final VirtualClock clock = new VirtualClock();
    private final TrackConfig config = Settings.with(Map.of("zoetrope.upstream.asks-per-second", "0"));
    private final SlowLedger ledger = new SlowLedger() {
        @Override
        public Uni<Map<Caller, Integer>> pendingByCaller() {
            return Uni.createFrom().item(Map.of(new Caller("bob"), 1));
        }
    };
    private final SendQueue sendQueue = new SendQueue(ledger, 4, 3, 2);
    private final OutcomeWriter outcomeWriter = new OutcomeWriter(ledger, new TaskLog(clock));
    private final InFlightSends inFlight = new InFlightSends(config);
    private final NextPoll nextPoll = new NextPoll(config, TrackLimits.DEFAULT,
            new DurationStatistics(Models.ofThisVersion()), new NoFiles(), new Random(1));
    private final PollRateLimiter limiter = new PollRateLimiter(config.upstream().asksPerSecond(), clock);
    private final PollRateLimiters limiters = PollRateLimiters.ofDefault(limiter);
    private final Vendors vendors = TestVendors.ofDefault(clock);
    private final VendorLoad load = new VendorLoad(vendors, ledger, clock);
    private final TrackerWork work = new TrackerWork(ledger,
            new ResendStep(ledger,
                    new SendStep(null, vendors, load, inFlight, ledger, new SendTimeouts(config.upstream()), outcomeWriter,
                            sendQueue, config, TrackLimits.DEFAULT, nextPoll, clock, new Random(1), null, null),
                    vendors, inFlight, sendQueue, outcomeWriter, config, clock),
            new PollStep((pin, id, permit) -> Uni.createFrom().nothing(), ledger, limiters,
                    new PollResultApplier(nextPoll, config, TrackLimits.DEFAULT),
                    nextPoll,
                    TrackLimits.DEFAULT,
                    clock, new TaskLog(clock)),
            new ExpireSendLease(outcomeWriter, clock), limiters, sendQueue, config, TrackLimits.DEFAULT, clock,
            new Meters(new SimpleMeterRegistry()),
            new SendTimeouts(config.upstream()));
    private final TickRunner tickRunner = new TickRunner(work,
            new Retention(ledger, new NoFiles(), config, TrackLimits.DEFAULT, clock),
            new DurationWarmup(ledger, new DurationStatistics(Models.ofThisVersion())), sendQueue, load, java.util.List.of(),
            config,
            TrackLimits.DEFAULT, clock, null);

    private void sweep() {
        tickRunner.run().subscribeAsCompletionStage().join();
    }

    @Test
    void those_that_another_process_sent_are_counted_no_more() {
        sendQueue.addWaiting(ALICE);
        sendQueue.markStored(ALICE);
        sendQueue.addWaiting(ALICE);
        sendQueue.markStored(ALICE);
        assertThatThrownBy(() -> sendQueue.admit(ALICE)).isInstanceOf(FailureException.class);

        sweep();

        assertThat(sendQueue.admit(ALICE).hasSlot()).isTrue();
    }

    @Test
    void one_that_was_cancelled_while_it_waited_for_a_place_keeps_no_newcomer_behind_it() {
        sendQueue.queued(new TaskId("task-unified-1-gonegone"));
        assertThat(sendQueue.admit(ALICE).hasSlot()).isFalse();

        sweep();

        assertThat(sendQueue.admit(ALICE).hasSlot()).isTrue();
    }

    @Test
    void a_process_that_stops_claims_nothing_it_will_not_send() throws InterruptedException {
        ledger.due.add(SlowLedger.task("aaaaaaaa", new TaskState.Pending(), clock.instant()));
        inFlight.stop(new ShutdownDelayInitiatedEvent());

        work.send().subscribeAsCompletionStage().join();

        assertThat(ledger.due).as("not claimed, so another process can send it").hasSize(1);
    }
}
