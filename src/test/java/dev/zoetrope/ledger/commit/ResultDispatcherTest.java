package dev.zoetrope.ledger.commit;

import static dev.zoetrope.ledger.commit.GatedStation.submit;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.sql.LedgerFixture;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;

/** Results arrive on the context of their subscription. */
class ResultDispatcherTest {
    private final Vertx vertx = Vertx.vertx();
    private final GatedStation station = new GatedStation();
    private final GroupCommitter<GatedStation.Number> lane = station.lane(100, 100);

    /** Where a result was delivered. */
    private record Told(Context context, Thread thread) {
    }

    @AfterEach
    void close() throws InterruptedException {
        station.open();
        lane.close(LedgerFixture.PATIENCE);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private CompletableFuture<Told> ask(Context context, int value) {
        CompletableFuture<Told> told = new CompletableFuture<Told>().orTimeout(20, TimeUnit.SECONDS);
        context.runOnContext(ignored -> submit(lane, value).subscribe().with(
                done -> told.complete(new Told(Vertx.currentContext(), Thread.currentThread())),
                failed -> told.complete(new Told(Vertx.currentContext(), Thread.currentThread()))));
        return told;
    }

    @Test
    void each_result_comes_on_the_duplicated_context_it_was_asked_on() {
        // Given
        List<ContextInternal> contexts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ContextInternal root = ((VertxInternal) vertx).createEventLoopContext();
            contexts.add(root.duplicate());
            contexts.add(root.duplicate());
        }
        station.open();
        // When
        List<CompletableFuture<Told>> asked = contexts.stream().map(context -> ask(context, 1)).toList();
        // Then
        for (int i = 0; i < contexts.size(); i++) {
            Told told = asked.get(i).join();
            assertThat(told.context()).isSameAs(contexts.get(i));
            assertThat(contexts.get(i).nettyEventLoop().inEventLoop(told.thread())).isTrue();
        }
    }

    @Test
    void failures_come_there_too() {
        // Given
        ContextInternal context = ((VertxInternal) vertx).createEventLoopContext().duplicate();
        station.open();
        // When
        Told told = ask(context, -1).join();
        // Then
        assertThat(told.context()).isSameAs(context);
    }

    @Test
    void a_worker_context_is_a_context_too() {
        // Given
        ContextInternal worker = ((VertxInternal) vertx).createWorkerContext();
        station.open();
        // When
        Told told = ask(worker, 1).join();
        // Then
        assertThat(told.context()).isSameAs(worker);
    }

    @Test
    void without_a_context_the_lane_tells() {
        // Given
        station.open();
        CompletableFuture<Thread> told = new CompletableFuture<Thread>().orTimeout(20, TimeUnit.SECONDS);
        // When
        submit(lane, 1).subscribe().with(done -> told.complete(Thread.currentThread()));
        // Then
        assertThat(told.join().getName()).isEqualTo("test");
    }

    @Test
    void the_results_of_one_group_for_one_event_loop_travel_together() throws InterruptedException {
        // Given: three operations of one event loop, the last two in one batch; then the loop is blocked
        ContextInternal root = ((VertxInternal) vertx).createEventLoopContext();
        CompletableFuture<Told> first = ask(root.duplicate(), 1);
        station.arrived.acquire();
        List<CompletableFuture<Told>> others = List.of(ask(root.duplicate(), 2), ask(root.duplicate(), 3));
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch holding = new CountDownLatch(1);
        root.nettyEventLoop().execute(() -> {
            holding.countDown();
            Awaitility.await().until(() -> held.getCount() == 0);
        });
        holding.await();
        // When
        station.open();
        lane.close(LedgerFixture.PATIENCE);
        int tasks = ((SingleThreadEventExecutor) root.nettyEventLoop()).pendingTasks();
        held.countDown();
        // Then
        assertThat(tasks).isEqualTo(2);
        assertThat(first.join().context()).isNotSameAs(others.get(0).join().context());
        assertThat(others.get(1).join().context()).isNotSameAs(others.get(0).join().context());
    }
}
