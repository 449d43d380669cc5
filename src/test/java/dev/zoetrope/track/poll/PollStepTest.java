package dev.zoetrope.track.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import dev.zoetrope.upstream.PollOutcome;
import dev.zoetrope.video.Task;
import io.smallrye.mutiny.Uni;

/** One poll, and what is written after it. */
class PollStepTest {
    private PollOutcome outcome = VirtualTracker.running();

    private VirtualTracker tracker(int asksPerSecond) {
        return new VirtualTracker(Map.of("zoetrope.upstream.asks-per-second", "" + asksPerSecond), 1, (id, now) -> outcome);
    }

    private static Task polled(VirtualTracker tracker, Task task) {
        CompletableFuture<Task> done = tracker.pollStep.poll(task).subscribeAsCompletionStage();
        tracker.finish();
        return done.join();
    }

    @Test
    void news_or_no_news_the_next_question_has_its_time() {
        VirtualTracker tracker = tracker(10);
        Task task = tracker.accepted("aaaaaaaa", 60);
        tracker.clock.advance(Duration.ofSeconds(5));

        Task after = polled(tracker, task);

        Instant now = tracker.clock.instant();
        assertThat(after.updatedAt()).as("the vendor has confirmed the state").isEqualTo(now);
        assertThat(after.dueAt()).isBetween(now.plusSeconds(1), now.plusSeconds(30));
        assertThat(tracker.ledger.task(task.id())).isEqualTo(after);
    }

    @Test
    void a_question_beyond_the_cap_is_not_asked_and_soon_due_again() {
        VirtualTracker tracker = tracker(1);
        Task first = tracker.accepted("aaaaaaaa", 60);
        Task second = tracker.accepted("bbbbbbbb", 60);
        polled(tracker, first);
        outcome = VirtualTracker.completed();

        Task after = polled(tracker, second);

        assertThat(tracker.polls).isEqualTo(1);
        assertThat(after.state()).isEqualTo(second.state());
        assertThat(after.updatedAt()).as("the vendor has confirmed nothing").isEqualTo(second.updatedAt());
        assertThat(Duration.between(tracker.clock.instant(), after.dueAt())).isBetween(Duration.ofMillis(900),
                Duration.ofMillis(1200));
    }

    @Test
    void silence_leaves_the_state_and_waits_longer_the_longer_it_lasts() {
        VirtualTracker tracker = tracker(10);
        Task task = tracker.accepted("aaaaaaaa", 60);
        outcome = new PollOutcome.NoAnswer(null);
        tracker.clock.advance(Duration.ofSeconds(40));

        Task after = polled(tracker, task);

        assertThat(after.state()).isEqualTo(task.state());
        assertThat(after.updatedAt()).isEqualTo(task.updatedAt());
        assertThat(Duration.between(tracker.clock.instant(), after.dueAt())).isBetween(Duration.ofSeconds(8),
                Duration.ofSeconds(10).plusMillis(10));
    }

    @Test
    void silence_is_asked_about_ever_more_rarely() {
        List<Instant> asked = new ArrayList<>();
        VirtualTracker tracker = new VirtualTracker(Map.of(), 1, (id, now) -> {
            asked.add(now);
            return new PollOutcome.NoAnswer(null);
        });
        tracker.accepted("aaaaaaaa", null);

        tracker.run(Duration.ofMinutes(5));

        for (int i = 1; i < asked.size(); i++) {
            assertThat(Duration.between(asked.get(i - 1), asked.get(i))).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
        assertThat(Duration.between(asked.get(asked.size() - 2), asked.get(asked.size() - 1)))
                .isGreaterThan(Duration.ofSeconds(30));
    }

    @Test
    void what_somebody_else_wrote_meanwhile_stands() {
        VirtualTracker tracker = tracker(10);
        Task task = tracker.accepted("aaaaaaaa", 60);
        Task others = task.transitionTo(((dev.zoetrope.video.TaskState.Running) task.state()).expire(), tracker.clock.instant(),
                null);
        CompletableFuture<Task> done = tracker.pollStep.poll(task).subscribeAsCompletionStage();
        tracker.ledger.put(others);
        tracker.finish();

        assertThat(done.join()).isEqualTo(others);
    }

    @Test
    void trouble_of_the_ledger_is_no_trouble_of_the_asker() {
        VirtualTracker tracker = tracker(10);
        Task task = tracker.accepted("aaaaaaaa", 60);
        tracker.ledger.broken = Optional.of(new IllegalStateException("broken"));

        assertThat(polled(tracker, task)).isEqualTo(task);

        tracker.ledger.broken = Optional.empty();
        assertThat(polled(tracker, task).version()).as("the task can be polled again").isEqualTo(task.version() + 1);
    }

    @Test
    void a_vendor_that_fails_altogether_is_no_trouble_either() {
        VirtualTracker tracker = tracker(10);
        Task task = tracker.accepted("aaaaaaaa", 60);
        PollStep broken = tracker
                .pollStepOf((pin, id, permit) -> Uni.createFrom().failure(new IllegalStateException("broken")));

        assertThat(broken.poll(task).subscribeAsCompletionStage().join()).isEqualTo(task);
    }
}
