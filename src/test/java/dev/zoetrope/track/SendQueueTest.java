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
    private final SendQueue sendQueue = new SendQueue(ledger, 2, 4, 3);
    private final AtomicInteger woken = new AtomicInteger();

    private void assertFull(Caller caller) {
        assertThatThrownBy(() -> sendQueue.admit(caller)).isInstanceOfSatisfying(FailureException.class, full -> {
            assertThat(full.failure().status()).isEqualTo(503);
            assertThat(full.failure().code()).isEqualTo("too_many_pending");
            assertThat(full.failure().retryAfter()).isPositive();
        });
    }

    @Test
    void as_many_as_there_are_places_are_sent_at_once() {
        assertThat(sendQueue.admit(ALICE).hasSlot()).isTrue();
        assertThat(sendQueue.admit(ALICE).hasSlot()).isTrue();
        assertThat(sendQueue.admit(ALICE).hasSlot()).isFalse();

        sendQueue.freeSlot();

        assertThat(sendQueue.admit(ALICE).hasSlot()).isTrue();
    }

    @Test
    void nobody_overtakes_those_who_found_no_place() {
        sendQueue.admit(ALICE);
        sendQueue.admit(ALICE);
        sendQueue.admit(ALICE).markUsed();
        sendQueue.queued(WAITING);
        sendQueue.onSlotFree(woken::incrementAndGet);

        sendQueue.freeSlot();

        assertThat(woken).as("the tracker is notified of the free slot").hasValue(1);
        assertThat(sendQueue.admit(BOB).hasSlot()).as("a new create does not get the slot").isFalse();
        assertThat(sendQueue.takeSlots(5)).as("a waiting create gets the slot").isEqualTo(1);
        sendQueue.removeWaiting(SlowLedger.task("waitwait", new TaskState.Pending(), Instant.EPOCH));
        sendQueue.freeSlot();
        assertThat(sendQueue.admit(BOB).hasSlot()).isTrue();
    }

    @Test
    void a_free_place_wakes_nobody_while_nobody_waits_for_one() {
        sendQueue.onSlotFree(woken::incrementAndGet);
        sendQueue.admit(ALICE);

        sendQueue.freeSlot();

        assertThat(woken).hasValue(0);
    }

    @Test
    void one_caller_cannot_take_the_whole_queue() {
        sendQueue.addWaiting(ALICE);
        sendQueue.addWaiting(ALICE);
        sendQueue.addWaiting(ALICE);

        assertFull(ALICE);
        assertThat(sendQueue.admit(BOB).hasSlot()).isTrue();

        sendQueue.addWaiting(BOB);
        assertFull(BOB);
    }

    @Test
    void a_create_without_a_place_is_counted_at_once_and_given_back_if_it_comes_to_nothing() {
        sendQueue.admit(BOB);
        sendQueue.admit(BOB);
        SendSlot first = sendQueue.admit(ALICE);
        sendQueue.admit(ALICE);
        sendQueue.admit(ALICE);
        assertFull(ALICE);

        first.release();
        first.release();

        assertThat(sendQueue.admit(ALICE).hasSlot()).isFalse();
        assertFull(ALICE);
    }

    @Test
    void a_place_is_given_back_once_and_not_after_it_was_used() {
        SendSlot unused = sendQueue.admit(ALICE);
        SendSlot used = sendQueue.admit(ALICE);
        used.markUsed();

        unused.release();
        unused.release();
        used.release();

        assertThat(sendQueue.takeSlots(2)).isEqualTo(1);
    }

    private void counted(Map<Caller, Integer> counts) {
        ledger.counts = counts;
        sendQueue.refreshCounts().subscribeAsCompletionStage().join();
    }

    @Test
    void the_ledger_puts_the_counts_right() {
        sendQueue.addWaiting(ALICE);
        sendQueue.markStored(ALICE);

        counted(Map.of(BOB, 3));
        assertFull(BOB);
        assertThat(sendQueue.admit(ALICE).hasSlot()).isTrue();
        counted(Map.of());

        assertThat(sendQueue.admit(BOB).hasSlot()).isTrue();
    }

    @Test
    void what_the_ledger_does_not_have_yet_is_counted_besides() {
        for (int i = 0; i < 3; i++) {
            sendQueue.addWaiting(ALICE);
        }

        counted(Map.of());

        assertFull(ALICE);
    }

    @Test
    void counts_that_were_overtaken_are_not_taken_but_now_and_then() {
        for (int i = 0; i < 3; i++) {
            sendQueue.addWaiting(ALICE);
            sendQueue.markStored(ALICE);
        }
        ledger.onWaiting = () -> {
            sendQueue.addWaiting(BOB);
            sendQueue.markStored(BOB);
            sendQueue.removeWaiting(BOB);
        };

        counted(Map.of());
        assertFull(ALICE);
        for (int i = 0; i < 10; i++) {
            counted(Map.of());
        }

        assertThat(sendQueue.admit(ALICE).hasSlot()).isTrue();
    }

    @Test
    void newcomers_have_places_again_once_all_who_waited_were_begun_somewhere() {
        sendQueue.queued(WAITING);
        assertThat(sendQueue.admit(BOB).hasSlot()).isFalse();

        sendQueue.clearQueued();

        assertThat(sendQueue.admit(BOB).hasSlot()).isTrue();
    }
}
