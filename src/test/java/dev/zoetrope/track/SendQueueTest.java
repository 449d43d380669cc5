package dev.zoetrope.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.zoetrope.video.Caller;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;

class SendQueueTest {
    private static final Caller ALICE = new Caller("alice");
    private static final Caller BOB = new Caller("bob");
    private static final TaskId WAITING = new TaskId("task-unified-1-waitwait");

    private final SlowLedger ledger = new SlowLedger();
    private final SendQueue turns = new SendQueue(ledger, 2, 4, 3);
    private final AtomicInteger woken = new AtomicInteger();

    private void assertFull(Caller caller) {
        assertThatThrownBy(() -> turns.next(caller)).isInstanceOfSatisfying(FailureException.class, full -> {
            assertThat(full.failure().status()).isEqualTo(503);
            assertThat(full.failure().code()).isEqualTo("too_many_pending");
            assertThat(full.failure().retryAfter()).isPositive();
        });
    }

    @Test
    void as_many_as_there_are_places_are_sent_at_once() {
        assertThat(turns.next(ALICE).place()).isTrue();
        assertThat(turns.next(ALICE).place()).isTrue();
        assertThat(turns.next(ALICE).place()).isFalse();

        turns.free();

        assertThat(turns.next(ALICE).place()).isTrue();
    }

    @Test
    void nobody_overtakes_those_who_found_no_place() {
        turns.next(ALICE);
        turns.next(ALICE);
        turns.next(ALICE).use();
        turns.parked(WAITING);
        turns.onFree(woken::incrementAndGet);

        turns.free();

        assertThat(woken).as("the tracker is notified of the free slot").hasValue(1);
        assertThat(turns.next(BOB).place()).as("a new create does not get the slot").isFalse();
        assertThat(turns.take(5)).as("a waiting create gets the slot").isEqualTo(1);
        turns.begun(SlowLedger.task("waitwait", new TaskState.Pending(), Instant.EPOCH));
        turns.free();
        assertThat(turns.next(BOB).place()).isTrue();
    }

    @Test
    void a_free_place_wakes_nobody_while_nobody_waits_for_one() {
        turns.onFree(woken::incrementAndGet);
        turns.next(ALICE);

        turns.free();

        assertThat(woken).hasValue(0);
    }

    @Test
    void one_caller_cannot_take_the_whole_queue() {
        turns.waits(ALICE);
        turns.waits(ALICE);
        turns.waits(ALICE);

        assertFull(ALICE);
        assertThat(turns.next(BOB).place()).isTrue();

        turns.waits(BOB);
        assertFull(BOB);
    }

    @Test
    void a_create_without_a_place_is_counted_at_once_and_given_back_if_it_comes_to_nothing() {
        turns.next(BOB);
        turns.next(BOB);
        SendSlot first = turns.next(ALICE);
        turns.next(ALICE);
        turns.next(ALICE);
        assertFull(ALICE);

        first.giveBack();
        first.giveBack();

        assertThat(turns.next(ALICE).place()).isFalse();
        assertFull(ALICE);
    }

    @Test
    void a_place_is_given_back_once_and_not_after_it_was_used() {
        SendSlot unused = turns.next(ALICE);
        SendSlot used = turns.next(ALICE);
        used.use();

        unused.giveBack();
        unused.giveBack();
        used.giveBack();

        assertThat(turns.take(2)).isEqualTo(1);
    }

    private void counted(Map<Caller, Integer> counts) {
        ledger.counts = counts;
        turns.count().subscribeAsCompletionStage().join();
    }

    @Test
    void the_ledger_puts_the_counts_right() {
        turns.waits(ALICE);
        turns.written(ALICE);

        counted(Map.of(BOB, 3));
        assertFull(BOB);
        assertThat(turns.next(ALICE).place()).isTrue();
        counted(Map.of());

        assertThat(turns.next(BOB).place()).isTrue();
    }

    @Test
    void what_the_ledger_does_not_have_yet_is_counted_besides() {
        for (int i = 0; i < 3; i++) {
            turns.waits(ALICE);
        }

        counted(Map.of());

        assertFull(ALICE);
    }

    @Test
    void counts_that_were_overtaken_are_not_taken_but_now_and_then() {
        for (int i = 0; i < 3; i++) {
            turns.waits(ALICE);
            turns.written(ALICE);
        }
        ledger.onCount = () -> {
            turns.waits(BOB);
            turns.written(BOB);
            turns.waitsNoMore(BOB);
        };

        counted(Map.of());
        assertFull(ALICE);
        for (int i = 0; i < 10; i++) {
            counted(Map.of());
        }

        assertThat(turns.next(ALICE).place()).isTrue();
    }

    @Test
    void newcomers_have_places_again_once_all_who_waited_were_begun_somewhere() {
        turns.parked(WAITING);
        assertThat(turns.next(BOB).place()).isFalse();

        turns.caughtUp();

        assertThat(turns.next(BOB).place()).isTrue();
    }
}
