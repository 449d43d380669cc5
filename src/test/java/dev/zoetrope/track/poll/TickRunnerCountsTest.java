package dev.zoetrope.track.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.VirtualClock;
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
import dev.zoetrope.track.loop.Retention;
import dev.zoetrope.track.loop.TrackerWork;
import dev.zoetrope.track.send.ExpireSendLease;
import dev.zoetrope.track.send.OutcomeWriter;
import dev.zoetrope.track.send.ResendStep;
import dev.zoetrope.upstream.SendTimeouts;
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
        public Uni<Map<Caller, Integer>> waiting() {
            return Uni.createFrom().item(Map.of(new Caller("bob"), 1));
        }
    };
    private final SendQueue turns = new SendQueue(ledger, 4, 3, 2);
    private final OutcomeWriter outcomes = new OutcomeWriter(ledger, new TaskLog(clock));
    private final InFlightSends underWay = new InFlightSends(config);
    private final NextPoll plan = new NextPoll(config, new DurationStatistics(), new NoFiles(), new Random(1));
    private final PollRateLimiter budget = new PollRateLimiter(config, clock);
    private final TrackerWork steps = new TrackerWork(ledger,
            new ResendStep(ledger, new SendStep(null, new SendTimeouts(config.upstream()), outcomes, turns, config, plan,
                    clock, new Random(1), null), underWay, turns, outcomes, config, clock),
            new PollStep((id, permit) -> Uni.createFrom().nothing(), ledger, budget, new PollResultApplier(plan, config), plan,
                    config,
                    clock, new TaskLog(clock)),
            new ExpireSendLease(outcomes, clock), budget, turns, config, clock, new Meters(new SimpleMeterRegistry()),
            new SendTimeouts(config.upstream()));
    private final TickRunner sweep = new TickRunner(steps, new Retention(ledger, new NoFiles(), config, clock),
            new DurationWarmup(ledger, new DurationStatistics()), turns, java.util.List.of(), config, clock, null);

    private void sweep() {
        sweep.run().subscribeAsCompletionStage().join();
    }

    @Test
    void those_that_another_process_sent_are_counted_no_more() {
        turns.waits(ALICE);
        turns.written(ALICE);
        turns.waits(ALICE);
        turns.written(ALICE);
        assertThatThrownBy(() -> turns.next(ALICE)).isInstanceOf(FailureException.class);

        sweep();

        assertThat(turns.next(ALICE).place()).isTrue();
    }

    @Test
    void one_that_was_cancelled_while_it_waited_for_a_place_keeps_no_newcomer_behind_it() {
        turns.parked(new TaskId("task-unified-1-gonegone"));
        assertThat(turns.next(ALICE).place()).isFalse();

        sweep();

        assertThat(turns.next(ALICE).place()).isTrue();
    }

    @Test
    void a_process_that_stops_claims_nothing_it_will_not_send() throws InterruptedException {
        ledger.due.add(SlowLedger.task("aaaaaaaa", new TaskState.Pending(), clock.instant()));
        underWay.stop(new ShutdownDelayInitiatedEvent());

        steps.send().subscribeAsCompletionStage().join();

        assertThat(ledger.due).as("not claimed, so another process can send it").hasSize(1);
    }
}
