package dev.zoetrope.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.VirtualClock;
import dev.zoetrope.observe.Meters;
import dev.zoetrope.observe.TaskLog;
import dev.zoetrope.upstream.SendTimes;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Uni;

/** What a sweep puts right of what this process believes of those who wait: another may have sent or cancelled them. */
class SweepCountsTest {
    private static final Caller ALICE = new Caller("alice");

    private final VirtualClock clock = new VirtualClock();
    private final TrackConfig config = Settings.with(Map.of("zoetrope.upstream.asks-per-second", "0"));
    private final SlowLedger ledger = new SlowLedger() {
        @Override
        public Uni<Map<Caller, Integer>> waiting() {
            return Uni.createFrom().item(Map.of(new Caller("bob"), 1));
        }
    };
    private final Turns turns = new Turns(ledger, 4, 3, 2);
    private final Outcomes outcomes = new Outcomes(ledger, new TaskLog(clock));
    private final UnderWay underWay = new UnderWay(config);
    private final AskPlan plan = new AskPlan(config, new Durations(), new NoFiles(), new Random(1));
    private final AskBudget budget = new AskBudget(config, clock);
    private final DueSteps steps = new DueSteps(ledger,
            new LaterSend(ledger, new SendStep(null, new SendTimes(config.upstream()), outcomes, turns, config, plan,
                    clock, new Random(1), null), underWay, turns, outcomes, config, clock),
            new AskStep((id, permit) -> Uni.createFrom().nothing(), ledger, budget, new Verdict(plan, config), plan, config,
                    clock, new TaskLog(clock)),
            new SettleStep(outcomes, clock), budget, turns, config, clock, new Meters(new SimpleMeterRegistry()),
            new SendTimes(config.upstream()));
    private final Sweep sweep = new Sweep(steps, new Retention(ledger, new NoFiles(), config, clock),
            new History(ledger, new Durations()), turns, java.util.List.of(), config, clock, null);

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

        assertThat(ledger.due).as("left to the others").hasSize(1);
    }
}
