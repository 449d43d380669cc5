package dev.zoetrope.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import io.vertx.core.Vertx;

class ListenersTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Vertx vertx = Vertx.vertx();
    private final Listeners listeners = new Listeners(vertx);
    private final Task task = SlowLedger.task("aaaaaaaa", new TaskState.Sending(), Instant.EPOCH);

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private CompletableFuture<Optional<Task>> listen(Duration longest) {
        return listeners.outcome(task.id(), longest).subscribeAsCompletionStage();
    }

    @Test
    void all_who_listen_are_told_once() {
        CompletableFuture<Optional<Task>> one = listen(LONG);
        CompletableFuture<Optional<Task>> other = listen(LONG);

        listeners.tell(task);
        listeners.tell(SlowLedger.task("bbbbbbbb", new TaskState.Sending(), Instant.EPOCH));

        assertThat(one).isCompletedWithValue(Optional.of(task));
        assertThat(other).isCompletedWithValue(Optional.of(task));
        assertThat(listeners.size()).isZero();
    }

    @Test
    void who_waits_too_long_is_told_nothing_and_forgotten() throws Exception {
        CompletableFuture<Optional<Task>> hasty = listen(Duration.ofMillis(1));
        CompletableFuture<Optional<Task>> patient = listen(LONG);

        assertThat(hasty.get(10, TimeUnit.SECONDS)).isEmpty();
        assertThat(listeners.size()).isEqualTo(1);
        listeners.tell(task);

        assertThat(patient).isCompletedWithValue(Optional.of(task));
        assertThat(listeners.size()).isZero();
    }

    @Test
    void who_goes_away_is_forgotten() {
        listeners.outcome(task.id(), LONG).subscribe().with(told -> {
        }).cancel();

        assertThat(listeners.size()).isZero();
    }
}
