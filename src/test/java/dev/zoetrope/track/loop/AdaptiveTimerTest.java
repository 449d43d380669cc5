package dev.zoetrope.track.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/** The intervals of the loops, on the real event loop. */
class AdaptiveTimerTest {
    private static final Duration SOON = Duration.ofMillis(5);
    private static final Duration NEVER = Duration.ofHours(1);

    /** One event loop: what is put on it later is done later. */
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final AtomicInteger rounds = new AtomicInteger();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private AdaptiveTimer pulse(Duration busyInterval, Duration idleInterval, Uni<Boolean> round) {
        return new AdaptiveTimer(vertx, busyInterval, idleInterval, () -> {
            rounds.incrementAndGet();
            return round;
        }).start();
    }

    @Test
    void while_there_is_work_it_goes_on() {
        pulse(SOON, NEVER, Uni.createFrom().item(true));

        await().untilAsserted(() -> assertThat(rounds).hasValueGreaterThan(20));
    }

    @Test
    void without_work_it_becomes_rare() {
        long start = System.nanoTime();
        pulse(SOON, NEVER, Uni.createFrom().item(false));

        await().untilAsserted(() -> assertThat(rounds).hasValueGreaterThan(6));
        // 10 + 20 + 40 + 80 + 160 + 320 ms between seven rounds
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(600));
    }

    @Test
    void a_failure_is_not_its_end() {
        AtomicBoolean thrown = new AtomicBoolean();
        pulse(SOON, SOON, Uni.createFrom().deferred(() -> {
            if (thrown.compareAndSet(false, true)) {
                throw new IllegalStateException("thrown");
            }
            return Uni.createFrom().failure(new IllegalStateException("failed"));
        }));

        await().untilAsserted(() -> assertThat(rounds).hasValueGreaterThan(5));
    }

    @Test
    void it_can_be_woken_and_is_never_twice_at_once() {
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicReference<UniEmitter<? super Boolean>> first = new AtomicReference<>();
        AdaptiveTimer timer = pulse(NEVER, NEVER, Uni.createFrom().<Boolean> emitter(done -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            if (rounds.get() == 1) {
                first.set(done);
            } else {
                atOnce.decrementAndGet();
                done.complete(false);
            }
        }));
        await().untilAtomic(rounds, equalTo(1));

        timer.wake();
        AtomicInteger begunBeforeItsEnd = new AtomicInteger();
        vertx.runOnContext(woken -> {
            begunBeforeItsEnd.set(rounds.get());
            atOnce.decrementAndGet();
            first.get().complete(false);
        });

        await().untilAtomic(rounds, equalTo(2));
        assertThat(begunBeforeItsEnd).hasValue(1);
        timer.wake();
        await().untilAtomic(rounds, equalTo(3));
        assertThat(most).hasValue(1);
    }

    @Test
    void stopped_is_stopped() {
        AdaptiveTimer timer = pulse(SOON, SOON, Uni.createFrom().item(true));
        await().untilAtomic(rounds, greaterThan(2));
        timer.stop();
        CompletableFuture<Integer> last = new CompletableFuture<>();
        vertx.runOnContext(stopped -> last.complete(rounds.get()));
        timer.wake();
        CompletableFuture<Integer> later = new CompletableFuture<>();
        vertx.runOnContext(woken -> vertx.setTimer(20 * SOON.toMillis(), witness -> later.complete(rounds.get())));

        assertThat(later.join()).isEqualTo(last.join());
    }
}
