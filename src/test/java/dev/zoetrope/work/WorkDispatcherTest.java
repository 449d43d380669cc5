package dev.zoetrope.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.LogLines;
import dev.zoetrope.fake.VirtualClock;
import dev.zoetrope.ledger.DueKind;
import dev.zoetrope.observe.Meters;
import dev.zoetrope.track.SlowLedger;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/** A step of a round neither ends nor delays another. */
class WorkDispatcherTest {
    private final VirtualClock clock = new VirtualClock();
    private final SlowLedger ledger = new SlowLedger();
    private final List<UniEmitter<? super Object>> waiting = new ArrayList<>();
    private final List<Task> cancelled = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final WorkDispatcher<Task> work = WorkDispatcher.tasks(ledger, clock, DueKind.SEND, Duration.ofMinutes(1),
            busy -> 2 - busy,
            this::step, new OverdueWatch<>("sent", clock, new Meters(registry), task -> Duration.ofMinutes(5),
                    task -> task.id().value()));

    private Task pending(String end) {
        return SlowLedger.task(end, new TaskState.Pending(), clock.instant());
    }

    private Uni<Object> step(Task due) {
        if (due.id().value().endsWith("failfail")) {
            return Uni.createFrom().failure(new IllegalStateException("broken"));
        }
        if (due.id().value().endsWith("throthro")) {
            throw new IllegalStateException("thrown");
        }
        if (due.id().value().endsWith("overflow")) {
            throw new StackOverflowError();
        }
        return Uni.createFrom().<Object> emitter(waiting::add).onCancellation().invoke(() -> cancelled.add(due));
    }

    private WorkDispatcher.Round round() {
        return work.runRound().subscribeAsCompletionStage().join();
    }

    @Test
    void a_step_that_fails_does_not_cancel_one_under_way() {
        ledger.due.addAll(List.of(pending("slowslow"), pending("failfail")));

        WorkDispatcher.Round round = round();

        assertThat(round.count()).isEqualTo(2);
        assertThat(waiting).hasSize(1);
        assertThat(cancelled).isEmpty();
    }

    @Test
    void a_slow_step_does_not_hold_up_the_next_round_and_counts_as_room_taken() {
        ledger.due.addAll(List.of(pending("aaaaaaaa"), pending("bbbbbbbb")));
        round();
        ledger.due.add(pending("cccccccc"));

        assertThat(round()).satisfies(none -> assertThat(none.more()).isTrue())
                .satisfies(none -> assertThat(none.count()).isZero());
        waiting.get(0).complete(false);
        round();

        assertThat(ledger.limits).as("no claim while no step may begin").containsExactly(2, 1);
        assertThat(waiting).hasSize(3);
    }

    @Test
    void the_end_of_a_round_is_the_end_of_its_last_step() {
        ledger.due.addAll(List.of(pending("slowslow"), pending("throthro")));

        var ended = round().ended().subscribeAsCompletionStage();

        assertThat(ended).isNotDone();
        waiting.get(0).complete("done");
        assertThat(ended).isCompleted();
    }

    @Test
    void a_step_that_does_not_end_in_time_is_warned_of_once_and_counted() {
        ledger.due.addAll(List.of(pending("slowslow")));
        try (LogLines log = new LogLines(OverdueWatch.class)) {
            round();
            clock.advance(Duration.ofMinutes(5));
            round();
            assertThat(log.lines()).isEmpty();
            assertThat(overdue()).isZero();

            clock.advance(Duration.ofMillis(1));
            round();
            round();

            assertThat(log.lines()).singleElement().asString().contains("\"sent\"").contains("slowslow");
            assertThat(overdue()).isEqualTo(1);
            waiting.get(0).complete("late");
            assertThat(overdue()).isZero();
        }
    }

    private double overdue() {
        return registry.get("zoetrope.places.overdue").tag("work", "sent").gauge().value();
    }

    @Test
    void a_step_that_ends_with_an_error_gives_its_place_back() {
        ledger.due.addAll(List.of(pending("overflow"), pending("aaaaaaaa")));
        round();
        ledger.due.add(pending("bbbbbbbb"));

        round();

        assertThat(ledger.limits).containsExactly(2, 1);
        assertThat(waiting).hasSize(2);
    }

    @Test
    void a_round_without_due_rows_says_so() {
        assertThat(round()).satisfies(none -> assertThat(none.more()).isFalse())
                .satisfies(none -> assertThat(none.ended().subscribeAsCompletionStage()).isCompleted());
    }

    @Test
    void a_cancelled_wait_for_the_round_cancels_no_step() {
        ledger.due.add(pending("slowslow"));

        round().ended().subscribe().with(done -> {
        }).cancel();

        assertThat(cancelled).isEmpty();
    }
}
