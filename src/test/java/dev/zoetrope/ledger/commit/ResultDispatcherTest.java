package dev.zoetrope.ledger.commit;

import static dev.zoetrope.ledger.commit.GatedExecutor.submit;
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
    private final GatedExecutor executor = new GatedExecutor();
    private final GroupCommitter<GatedExecutor.Number> committer = executor.committer(100, 100);

    /** Where a result was delivered. */
    private record DeliveredOn(Context context, Thread thread) {
    }

    @AfterEach
    void close() throws InterruptedException {
        executor.open();
        committer.close(LedgerFixture.PATIENCE);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private CompletableFuture<DeliveredOn> submitOn(Context context, int value) {
        CompletableFuture<DeliveredOn> told = new CompletableFuture<DeliveredOn>().orTimeout(20, TimeUnit.SECONDS);
        context.runOnContext(ignored -> submit(committer, value).subscribe().with(
                done -> told.complete(new DeliveredOn(Vertx.currentContext(), Thread.currentThread())),
                failed -> told.complete(new DeliveredOn(Vertx.currentContext(), Thread.currentThread()))));
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
        executor.open();
        // When
        List<CompletableFuture<DeliveredOn>> asked = contexts.stream().map(context -> submitOn(context, 1)).toList();
        // Then
        for (int i = 0; i < contexts.size(); i++) {
            DeliveredOn delivered = asked.get(i).join();
            assertThat(delivered.context()).isSameAs(contexts.get(i));
            assertThat(contexts.get(i).nettyEventLoop().inEventLoop(delivered.thread())).isTrue();
        }
    }

    @Test
    void failures_come_there_too() {
        // Given
        ContextInternal context = ((VertxInternal) vertx).createEventLoopContext().duplicate();
        executor.open();
        // When
        DeliveredOn delivered = submitOn(context, -1).join();
        // Then
        assertThat(delivered.context()).isSameAs(context);
    }

    @Test
    void a_worker_context_is_a_context_too() {
        // Given
        ContextInternal worker = ((VertxInternal) vertx).createWorkerContext();
        executor.open();
        // When
        DeliveredOn delivered = submitOn(worker, 1).join();
        // Then
        assertThat(delivered.context()).isSameAs(worker);
    }

    @Test
    void without_a_context_the_lane_tells() {
        // Given
        executor.open();
        CompletableFuture<Thread> told = new CompletableFuture<Thread>().orTimeout(20, TimeUnit.SECONDS);
        // When
        submit(committer, 1).subscribe().with(done -> told.complete(Thread.currentThread()));
        // Then
        assertThat(told.join().getName()).isEqualTo("test");
    }

    @Test
    void the_results_of_one_group_for_one_event_loop_travel_together() throws InterruptedException {
        // Given: three operations of one event loop, the last two in one batch; then the loop is blocked
        ContextInternal root = ((VertxInternal) vertx).createEventLoopContext();
        CompletableFuture<DeliveredOn> first = submitOn(root.duplicate(), 1);
        executor.arrived.acquire();
        List<CompletableFuture<DeliveredOn>> others = List.of(submitOn(root.duplicate(), 2), submitOn(root.duplicate(), 3));
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch holding = new CountDownLatch(1);
        root.nettyEventLoop().execute(() -> {
            holding.countDown();
            Awaitility.await().until(() -> held.getCount() == 0);
        });
        holding.await();
        // When
        executor.open();
        committer.close(LedgerFixture.PATIENCE);
        int tasks = ((SingleThreadEventExecutor) root.nettyEventLoop()).pendingTasks();
        held.countDown();
        // Then
        assertThat(tasks).isEqualTo(2);
        assertThat(first.join().context()).isNotSameAs(others.get(0).join().context());
        assertThat(others.get(1).join().context()).isNotSameAs(others.get(0).join().context());
    }
}
