package dev.zoetrope.ledger.commit;

import static dev.zoetrope.ledger.commit.GatedStation.submit;
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
    private final GatedStation station = new GatedStation();
    private final List<CompletableFuture<Integer>> told = new ArrayList<>();

    private void put(GroupCommitter<GatedStation.Number> lane, int... values) {
        for (int value : values) {
            told.add(submit(lane, value).subscribeAsCompletionStage());
        }
    }

    private Object outcome(int i) {
        try {
            return told.get(i).orTimeout(20, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            return ((LedgerException) e.getCause()).reason();
        }
    }

    private List<Object> outcomes() {
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < told.size(); i++) {
            all.add(outcome(i));
        }
        return all;
    }

    @Test
    void what_arrives_during_a_group_makes_up_the_next_ones_in_order() throws InterruptedException {
        // Given: a batch of one operation that is being executed
        GroupCommitter<GatedStation.Number> lane = station.lane(100, 4);
        put(lane, 1);
        station.arrived.acquire();
        // When
        put(lane, 2, 3, 4, 5, 6, 7);
        station.open();
        // Then
        assertThat(outcomes()).containsExactly(1, 2, 3, 4, 5, 6, 7);
        assertThat(station.groups).containsExactly(List.of(1), List.of(2, 3, 4, 5), List.of(6, 7));
        lane.close(LedgerFixture.PATIENCE);
    }

    @Test
    void beyond_the_bound_work_is_refused_at_once_and_taken_again_later() throws InterruptedException {
        // Given: one operation that is being executed, and a full queue
        GroupCommitter<GatedStation.Number> lane = station.lane(3, 10);
        put(lane, 1);
        station.arrived.acquire();
        put(lane, 2, 3, 4);
        // When
        put(lane, 5);
        boolean refusedAtOnce = told.get(4).isDone();
        station.open();
        // Then
        assertThat(refusedAtOnce).isTrue();
        assertThat(outcomes()).containsExactly(1, 2, 3, 4, LedgerException.Reason.FULL);
        assertThat(get(submit(lane, 6))).isEqualTo(6);
        assertThat(lane.waiting()).isZero();
        lane.close(LedgerFixture.PATIENCE);
    }

    @Test
    void the_ones_at_fault_fail_alone_and_the_others_are_done() throws InterruptedException {
        // Given
        GroupCommitter<GatedStation.Number> lane = station.lane(100, 100);
        put(lane, 1);
        station.arrived.acquire();
        put(lane, 2, -3, 4, 5, 6, -7);
        // When
        station.open();
        // Then
        assertThat(outcomes()).containsExactly(1, 2, LedgerException.Reason.CONFLICT, 4, 5, 6,
                LedgerException.Reason.CONFLICT);
        assertThat(lane.healthy()).isTrue();
        assertThat(station.closed).hasValue(0);
        lane.close(LedgerFixture.PATIENCE);
    }

    @Test
    void trouble_fails_the_group_and_the_next_gets_a_new_station() throws InterruptedException {
        // Given
        GroupCommitter<GatedStation.Number> lane = station.lane(100, 100);
        put(lane, 1);
        station.arrived.acquire();
        put(lane, 2, 0, 3);
        // When
        station.open();
        List<Object> outcomes = outcomes();
        int after = get(submit(lane, 4));
        // Then
        assertThat(outcomes).containsExactly(1, LedgerException.Reason.UNAVAILABLE, LedgerException.Reason.UNAVAILABLE,
                LedgerException.Reason.UNAVAILABLE);
        assertThat(after).isEqualTo(4);
        assertThat(station.opened).hasValue(2);
        assertThat(station.closed).hasValue(1);
        lane.close(LedgerFixture.PATIENCE);
    }

    @Test
    void a_station_that_is_of_no_use_any_more_is_replaced_before_work_is_given_to_it() throws InterruptedException {
        // Given
        GroupCommitter<GatedStation.Number> lane = station.lane(100, 100);
        station.open();
        int before = get(submit(lane, 1));
        // When
        station.usable.set(false);
        int after = get(submit(lane, 2));
        // Then
        assertThat(List.of(before, after)).containsExactly(1, 2);
        assertThat(station.opened).hasValue(2);
        assertThat(station.closed).hasValue(1);
        assertThat(lane.healthy()).isTrue();
        lane.close(LedgerFixture.PATIENCE);
    }

    @Test
    void after_trouble_it_looks_by_itself_until_the_station_is_back() {
        // Given
        GroupCommitter<GatedStation.Number> lane = station.lane(100, 100);
        station.open();
        put(lane, 0);
        // When
        Object outcome = outcome(0);
        // Then
        assertThat(outcome).isEqualTo(LedgerException.Reason.UNAVAILABLE);
        Awaitility.await().atMost(LedgerFixture.PATIENCE).until(lane::healthy);
    }

    @Test
    void the_close_does_what_waits_and_refuses_the_rest() throws InterruptedException {
        // Given
        GroupCommitter<GatedStation.Number> lane = station.lane(100, 2);
        put(lane, 1);
        station.arrived.acquire();
        put(lane, 2, 3, 4);
        // When
        boolean inTime = lane.close(Duration.ofMillis(1));
        station.open();
        boolean atLast = lane.close(LedgerFixture.PATIENCE);
        put(lane, 5);
        // Then
        assertThat(inTime).isFalse();
        assertThat(atLast).isTrue();
        assertThat(outcomes()).containsExactly(1, 2, 3, 4, LedgerException.Reason.CLOSED);
        assertThat(station.closed).hasValue(1);
    }

    @Test
    void a_receiver_that_fails_harms_nobody_else() throws InterruptedException {
        // Given
        GroupCommitter<GatedStation.Number> lane = station.lane(100, 100);
        put(lane, 1);
        station.arrived.acquire();
        CompletionStage<Integer> failing = submit(lane, 2).onItem().invoke(() -> {
            throw new IllegalStateException("the receiver's own fault");
        }).subscribeAsCompletionStage();
        put(lane, 3);
        // When
        station.open();
        // Then
        assertThat(outcomes()).containsExactly(1, 3);
        assertThat(failing.toCompletableFuture()).isCompletedExceptionally();
        lane.close(LedgerFixture.PATIENCE);
    }
}
