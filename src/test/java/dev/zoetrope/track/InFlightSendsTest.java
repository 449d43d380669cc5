package dev.zoetrope.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

import dev.zoetrope.video.FailureException;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Uni;

class InFlightSendsTest {
    private final InFlightSends inFlight = new InFlightSends(Duration.ofSeconds(20));

    private CompletableFuture<Void> stop() {
        return CompletableFuture.runAsync(() -> {
            try {
                inFlight.stop(new ShutdownDelayInitiatedEvent());
            } catch (InterruptedException e) {
                throw new CompletionException(e);
            }
        });
    }

    @Test
    void a_stop_waits_for_what_is_under_way_and_lets_nothing_begin() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        CompletableFuture<String> send = inFlight.run(() -> Uni.createFrom().completionStage(answer))
                .subscribeAsCompletionStage();
        CompletableFuture<Void> stopped = stop();
        AtomicBoolean begun = new AtomicBoolean();

        await().untilAsserted(() -> assertThatThrownBy(() -> inFlight.run(() -> {
            begun.set(true);
            return Uni.createFrom().item("late");
        }).subscribeAsCompletionStage().join()).hasCauseInstanceOf(FailureException.class));

        assertThat(stopped).isNotDone();
        answer.complete("accepted");
        assertThat(send).isCompletedWithValue("accepted");
        await().until(stopped::isDone);
    }

    @Test
    void a_send_that_fails_or_throws_is_under_way_no_more() {
        assertThatThrownBy(() -> inFlight.run(() -> Uni.createFrom().failure(new IllegalStateException("broken")))
                .subscribeAsCompletionStage().join()).hasMessageContaining("broken");
        assertThatThrownBy(() -> inFlight.run(() -> {
            throw new IllegalStateException("thrown");
        }).subscribeAsCompletionStage().join()).hasMessageContaining("thrown");

        await().until(stop()::isDone);
    }

    @Test
    void a_stop_does_not_wait_for_ever() throws InterruptedException {
        InFlightSends hasty = new InFlightSends(Duration.ofMillis(10));
        CompletableFuture<Object> never = hasty.run(() -> Uni.createFrom().nothing()).subscribeAsCompletionStage();

        hasty.stop(new ShutdownDelayInitiatedEvent());

        assertThat(never).isNotDone();
    }
}
