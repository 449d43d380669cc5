package dev.zoetrope.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.zoetrope.track.poll.VirtualTracker;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;

/** The work of a tick: all due work, started within a bounded time, up to the last outcome. */
class TickRunnerTest {
    private static final int LAPSED = 100;

    private final Vertx vertx = Vertx.vertx();
    private final VirtualTracker tracker = new VirtualTracker(Map.of(), batchesOf(8), 1,
            (id, now) -> VirtualTracker.completed());
    private final List<UniEmitter<? super Boolean>> waiting = new ArrayList<>();

    private static TrackLimits batchesOf(int tasks) {
        TrackLimits usual = TrackLimits.DEFAULT;
        return new TrackLimits(Duration.ofMillis(1), tasks, usual.longestHold(), usual.retention(), usual.resultsWait(),
                usual.firstLatePoll(), usual.longestLatePoll(), usual.callerPercent());
    }

    @BeforeEach
    void lapse() {
        for (int i = 0; i < LAPSED; i++) {
            tracker.ledger.put(SlowLedger.task(String.format("%08d", i), new TaskState.Pending().send(),
                    tracker.clock.instant()));
        }
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private CompletableFuture<TickRunner.TickResult> swept() {
        return tracker.tickRunner(vertx).run().subscribeAsCompletionStage().toCompletableFuture();
    }

    private long settled() {
        return java.util.stream.IntStream.range(0, LAPSED)
                .mapToObj(i -> tracker.ledger.task(VirtualTracker.id(String.format("%08d", i))))
                .filter(task -> task.state() instanceof TaskState.Failed).count();
    }

    @Test
    void all_that_is_due_is_done_batch_by_batch() {
        TickRunner.TickResult done = swept().join();

        assertThat(done).isEqualTo(new TickRunner.TickResult(0, 0, LAPSED, 0, Map.of(), false));
        assertThat(settled()).isEqualTo(LAPSED);
    }

    @Test
    void nothing_is_begun_when_the_time_is_over() {
        tracker.ledger.onClaim = () -> tracker.clock.advance(Duration.ofSeconds(7));

        TickRunner.TickResult done = swept().join();

        assertThat(done.more()).isTrue();
        assertThat(done.expired()).isBetween(8, LAPSED - 1);
        assertThat(settled()).isEqualTo(done.expired());
    }

    @Test
    void the_answer_waits_for_the_last_outcome() {
        tracker.ledger.beforeWrite = () -> Uni.createFrom().emitter(waiting::add);
        Task one = SlowLedger.task("theone00", new TaskState.Pending().send(), tracker.clock.instant());
        tracker.ledger.put(one);

        CompletableFuture<TickRunner.TickResult> answer = swept();

        await().until(() -> waiting.size() == 8);
        assertThat(answer).isNotDone();
        tracker.ledger.beforeWrite = null;
        List.copyOf(waiting).forEach(write -> write.complete(true));
        assertThat(answer.join().expired()).isEqualTo(LAPSED + 1);
    }

    @Test
    void a_vendor_that_does_not_want_to_be_asked_is_not_waited_for() {
        tracker.pause(Duration.ofSeconds(30));
        tracker.accepted("running0", 60);
        tracker.clock.advance(Duration.ofSeconds(20));

        assertThat(swept().join()).isEqualTo(new TickRunner.TickResult(0, 0, LAPSED, 0, Map.of(), false));
        assertThat(tracker.polls).isZero();
    }

    @Test
    void trouble_of_the_ledger_is_told() {
        tracker.ledger.onClaim = () -> {
            throw new IllegalStateException("broken");
        };

        assertThat(swept()).failsWithin(Duration.ofSeconds(5));
    }
}
