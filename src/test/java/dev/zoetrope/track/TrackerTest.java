package dev.zoetrope.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.VirtualClock;
import dev.zoetrope.observe.TaskLog;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/** One step of a round neither ends nor holds up another. */
class TrackerTest {
    private final VirtualClock clock = new VirtualClock();
    private final SlowLedger ledger = new SlowLedger();
    private final List<UniEmitter<? super Boolean>> waiting = new ArrayList<>();
    private final List<Task> cancelled = new ArrayList<>();
    private final TrackConfig config = new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 200, new DurationConverter()).withMapping(TrackConfig.class)
            .withDefaultValue("zoetrope.track.batch", "2").build().getConfigMapping(TrackConfig.class);
    private final TaskLog log = new TaskLog(clock);
    private final Outcomes outcomes = new Outcomes(ledger, log);
    private final Turns turns = new Turns(64, 100, 100);
    private final Tracker tracker = new Tracker(ledger,
            new SendStep(null, outcomes, turns, null, config, clock, null, null), new UnderWay(config), turns, outcomes,
            config, clock, null);

    private Task pending(String end) {
        return SlowLedger.task(end, new TaskState.Pending(), clock.instant());
    }

    private Uni<Boolean> slow(Task next) {
        return Uni.createFrom().<Boolean> emitter(waiting::add).onCancellation().invoke(() -> cancelled.add(next));
    }

    private void round() {
        tracker.round().subscribeAsCompletionStage().join();
    }

    @Test
    void a_step_that_fails_does_not_cancel_one_under_way() {
        ledger.due.addAll(List.of(pending("slowslow"), pending("failfail")));
        ledger.onAdvance = next -> next.id().value().endsWith("slowslow") ? slow(next)
                : Uni.createFrom().failure(new IllegalStateException("broken"));

        round();

        assertThat(waiting).hasSize(1);
        assertThat(cancelled).isEmpty();
    }

    @Test
    void a_slow_step_does_not_hold_up_the_next_round_and_counts_as_room_taken() {
        ledger.due.addAll(List.of(pending("aaaaaaaa"), pending("bbbbbbbb")));
        ledger.onAdvance = this::slow;
        round();
        ledger.due.add(pending("cccccccc"));

        round();
        waiting.get(0).complete(false);
        round();

        assertThat(ledger.limits).as("no claim while there is no room").containsExactly(2, 1);
        assertThat(waiting).hasSize(3);
    }

    @Test
    void a_create_past_its_deadline_ends_unsent() {
        ledger.due.add(pending("aaaaaaaa"));
        List<Task> written = new ArrayList<>();
        ledger.onAdvance = next -> {
            written.add(next);
            return Uni.createFrom().item(true);
        };
        clock.advance(Duration.ofMinutes(15));

        round();

        assertThat(written).singleElement()
                .satisfies(task -> assertThat(task.state()).isEqualTo(new TaskState.Pending().expire()));
    }
}
