package dev.zoetrope.track.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import dev.zoetrope.upstream.PollOutcome;
import dev.zoetrope.video.Task;
import io.smallrye.mutiny.Uni;

/** One poll, and what is written after it. */
class PollStepTest {
    private PollOutcome word = VirtualTracker.running();

    private VirtualTracker tracker(int asksPerSecond) {
        return new VirtualTracker(Map.of("zoetrope.upstream.asks-per-second", "" + asksPerSecond), 1, (id, now) -> word);
    }

    private static Task asked(VirtualTracker tracker, Task task) {
        CompletableFuture<Task> done = tracker.asker.ask(task).subscribeAsCompletionStage();
        tracker.settle();
        return done.join();
    }

    @Test
    void news_or_no_news_the_next_question_has_its_time() {
        VirtualTracker tracker = tracker(10);
        Task task = tracker.accepted("aaaaaaaa", 60);
        tracker.clock.advance(Duration.ofSeconds(5));

        Task after = asked(tracker, task);

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
        asked(tracker, first);
        word = VirtualTracker.completed();

        Task after = asked(tracker, second);

        assertThat(tracker.asks).isEqualTo(1);
        assertThat(after.state()).isEqualTo(second.state());
        assertThat(after.updatedAt()).as("the vendor has confirmed nothing").isEqualTo(second.updatedAt());
        assertThat(Duration.between(tracker.clock.instant(), after.dueAt())).isBetween(Duration.ofMillis(900),
                Duration.ofMillis(1200));
    }

    @Test
    void silence_leaves_the_state_and_waits_longer_the_longer_it_lasts() {
        VirtualTracker tracker = tracker(10);
        Task task = tracker.accepted("aaaaaaaa", 60);
        word = new PollOutcome.NoAnswer(null);
        tracker.clock.advance(Duration.ofSeconds(40));

        Task after = asked(tracker, task);

        assertThat(after.state()).isEqualTo(task.state());
        assertThat(after.updatedAt()).isEqualTo(task.updatedAt());
        assertThat(Duration.between(tracker.clock.instant(), after.dueAt())).isBetween(Duration.ofSeconds(8),
                Duration.ofSeconds(10).plusMillis(10));
    }

    @Test
    void what_somebody_else_wrote_meanwhile_stands() {
        VirtualTracker tracker = tracker(10);
        Task task = tracker.accepted("aaaaaaaa", 60);
        Task others = task.to(((dev.zoetrope.video.TaskState.Running) task.state()).expire(), tracker.clock.instant(), null);
        CompletableFuture<Task> done = tracker.asker.ask(task).subscribeAsCompletionStage();
        tracker.ledger.put(others);
        tracker.settle();

        assertThat(done.join()).isEqualTo(others);
    }

    @Test
    void trouble_of_the_ledger_is_no_trouble_of_the_asker() {
        VirtualTracker tracker = tracker(10);
        Task task = tracker.accepted("aaaaaaaa", 60);
        tracker.ledger.broken = Optional.of(new IllegalStateException("broken"));

        assertThat(asked(tracker, task)).isEqualTo(task);

        tracker.ledger.broken = Optional.empty();
        assertThat(asked(tracker, task).version()).as("the task can be polled again").isEqualTo(task.version() + 1);
    }

    @Test
    void a_vendor_that_fails_altogether_is_no_trouble_either() {
        VirtualTracker tracker = tracker(10);
        Task task = tracker.accepted("aaaaaaaa", 60);
        PollStep broken = tracker.askerOf((id, permit) -> Uni.createFrom().failure(new IllegalStateException("broken")));

        assertThat(broken.ask(task).subscribeAsCompletionStage().join()).isEqualTo(task);
    }
}
