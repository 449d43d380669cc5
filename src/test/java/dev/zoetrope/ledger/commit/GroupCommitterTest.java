package dev.zoetrope.ledger.commit;

import static dev.zoetrope.ledger.commit.GatedExecutor.submit;
import static dev.zoetrope.ledger.sql.LedgerFixture.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.sql.LedgerFixture;

/** How operations are batched, split, rejected and completed. */
class GroupCommitterTest {
    private final GatedExecutor executor = new GatedExecutor();
    private final List<CompletableFuture<Integer>> results = new ArrayList<>();

    private void put(GroupCommitter<GatedExecutor.Number> committer, int... values) {
        for (int value : values) {
            results.add(submit(committer, value).subscribeAsCompletionStage());
        }
    }

    private Object outcome(int i) {
        try {
            return results.get(i).orTimeout(20, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            return ((LedgerException) e.getCause()).reason();
        }
    }

    private List<Object> outcomes() {
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            all.add(outcome(i));
        }
        return all;
    }

    @Test
    void what_arrives_during_a_group_makes_up_the_next_ones_in_order() throws InterruptedException {
        // Given: a batch of one operation that is being executed
        GroupCommitter<GatedExecutor.Number> committer = executor.committer(100, 4);
        put(committer, 1);
        executor.arrived.acquire();
        // When
        put(committer, 2, 3, 4, 5, 6, 7);
        executor.open();
        // Then
        assertThat(outcomes()).containsExactly(1, 2, 3, 4, 5, 6, 7);
        assertThat(executor.groups).containsExactly(List.of(1), List.of(2, 3, 4, 5), List.of(6, 7));
        committer.close(LedgerFixture.PATIENCE);
    }

    @Test
    void beyond_the_bound_work_is_refused_at_once_and_taken_again_later() throws InterruptedException {
        // Given: one operation that is being executed, and a full queue
        GroupCommitter<GatedExecutor.Number> committer = executor.committer(3, 10);
        put(committer, 1);
        executor.arrived.acquire();
        put(committer, 2, 3, 4);
        // When
        put(committer, 5);
        boolean refusedAtOnce = results.get(4).isDone();
        executor.open();
        // Then
        assertThat(refusedAtOnce).isTrue();
        assertThat(outcomes()).containsExactly(1, 2, 3, 4, LedgerException.Reason.FULL);
        assertThat(get(submit(committer, 6))).isEqualTo(6);
        assertThat(committer.waiting()).isZero();
        committer.close(LedgerFixture.PATIENCE);
    }

    @Test
    void the_ones_at_fault_fail_alone_and_the_others_are_done() throws InterruptedException {
        // Given
        GroupCommitter<GatedExecutor.Number> committer = executor.committer(100, 100);
        put(committer, 1);
        executor.arrived.acquire();
        put(committer, 2, -3, 4, 5, 6, -7);
        // When
        executor.open();
        // Then
        assertThat(outcomes()).containsExactly(1, 2, LedgerException.Reason.CONFLICT, 4, 5, 6,
                LedgerException.Reason.CONFLICT);
        assertThat(committer.healthy()).isTrue();
        assertThat(executor.closed).hasValue(0);
        committer.close(LedgerFixture.PATIENCE);
    }

    @Test
    void trouble_fails_the_group_and_the_next_gets_a_new_station() throws InterruptedException {
        // Given
        GroupCommitter<GatedExecutor.Number> committer = executor.committer(100, 100);
        put(committer, 1);
        executor.arrived.acquire();
        put(committer, 2, 0, 3);
        // When
        executor.open();
        List<Object> outcomes = outcomes();
        int after = get(submit(committer, 4));
        // Then
        assertThat(outcomes).containsExactly(1, LedgerException.Reason.UNAVAILABLE, LedgerException.Reason.UNAVAILABLE,
                LedgerException.Reason.UNAVAILABLE);
        assertThat(after).isEqualTo(4);
        assertThat(executor.opened).hasValue(2);
        assertThat(executor.closed).hasValue(1);
        committer.close(LedgerFixture.PATIENCE);
    }

    @Test
    void a_station_that_is_of_no_use_any_more_is_replaced_before_work_is_given_to_it() throws InterruptedException {
        // Given
        GroupCommitter<GatedExecutor.Number> committer = executor.committer(100, 100);
        executor.open();
        int before = get(submit(committer, 1));
        // When
        executor.usable.set(false);
        int after = get(submit(committer, 2));
        // Then
        assertThat(List.of(before, after)).containsExactly(1, 2);
        assertThat(executor.opened).hasValue(2);
        assertThat(executor.closed).hasValue(1);
        assertThat(committer.healthy()).isTrue();
        committer.close(LedgerFixture.PATIENCE);
    }

    @Test
    void after_trouble_it_looks_by_itself_until_the_station_is_back() {
        // Given
        GroupCommitter<GatedExecutor.Number> committer = executor.committer(100, 100);
        executor.open();
        put(committer, 0);
        // When
        Object outcome = outcome(0);
        // Then
        assertThat(outcome).isEqualTo(LedgerException.Reason.UNAVAILABLE);
        Awaitility.await().atMost(LedgerFixture.PATIENCE).until(committer::healthy);
    }

    @Test
    void the_close_does_what_waits_and_refuses_the_rest() throws InterruptedException {
        // Given
        GroupCommitter<GatedExecutor.Number> committer = executor.committer(100, 2);
        put(committer, 1);
        executor.arrived.acquire();
        put(committer, 2, 3, 4);
        // When
        boolean inTime = committer.close(Duration.ofMillis(1));
        executor.open();
        boolean atLast = committer.close(LedgerFixture.PATIENCE);
        put(committer, 5);
        // Then
        assertThat(inTime).isFalse();
        assertThat(atLast).isTrue();
        assertThat(outcomes()).containsExactly(1, 2, 3, 4, LedgerException.Reason.CLOSED);
        assertThat(executor.closed).hasValue(1);
    }

    @Test
    void a_receiver_that_fails_harms_nobody_else() throws InterruptedException {
        // Given
        GroupCommitter<GatedExecutor.Number> committer = executor.committer(100, 100);
        put(committer, 1);
        executor.arrived.acquire();
        CompletionStage<Integer> failing = submit(committer, 2).onItem().invoke(() -> {
            throw new IllegalStateException("the receiver's own fault");
        }).subscribeAsCompletionStage();
        put(committer, 3);
        // When
        executor.open();
        // Then
        assertThat(outcomes()).containsExactly(1, 3);
        assertThat(failing.toCompletableFuture()).isCompletedExceptionally();
        committer.close(LedgerFixture.PATIENCE);
    }
}
