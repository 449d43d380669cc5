package dev.zoetrope.ledger.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.AnswerId;
import dev.zoetrope.ledger.retry.MarkAnswer;
import dev.zoetrope.video.TaskId;

/** Many threads put, one thread takes everything. */
class OperationQueueTest {
    private final OperationQueue<Item> queue = new OperationQueue<>(1_000_000, Thread.currentThread());

    private static final class Item extends LedgerOperation<Void> {
        private final int from;
        private final int number;

        Item(int from, int number) {
            this.from = from;
            this.number = number;
        }
    }

    private static List<Item> chain(Item oldest) {
        List<Item> items = new ArrayList<>();
        for (Item item = oldest; item != null; item = (Item) item.next) {
            items.add(item);
        }
        return items;
    }

    @Test
    void everything_is_taken_once_and_in_the_order_of_who_put_it() throws InterruptedException {
        // Given
        int putters = 4;
        int each = 20_000;
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int p = 0; p < putters; p++) {
            int from = p;
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                for (int i = 0; i < each; i++) {
                    queue.put(new Item(from, i));
                }
            });
            thread.start();
            threads.add(thread);
        }
        int[] next = new int[putters];
        int taken = 0;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        // When: the wait has a very long bound, so that a lost wake-up would show
        start.countDown();
        while (taken < putters * each && System.nanoTime() < end) {
            List<Item> items = chain(queue.takeAll());
            if (items.isEmpty()) {
                queue.await(TimeUnit.SECONDS.toNanos(60));
            }
            for (Item item : items) {
                assertThat(item.number).isEqualTo(next[item.from]++);
            }
            taken += items.size();
            queue.started(items.size());
        }
        // Then
        assertThat(taken).isEqualTo(putters * each);
        assertThat(queue.waiting()).isZero();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void what_was_put_before_the_close_is_taken_by_it_and_nothing_after() {
        // Given
        queue.put(new Item(0, 1));
        queue.put(new Item(0, 2));
        // When
        List<Item> last = chain(queue.close());
        OperationQueue.PutResult after = queue.put(new Item(0, 3));
        // Then
        assertThat(last).extracting(item -> item.number).containsExactly(1, 2);
        assertThat(after).isEqualTo(OperationQueue.PutResult.CLOSED);
    }

    @Test
    void begun_work_makes_room() {
        // Given
        OperationQueue<Item> small = new OperationQueue<>(1, Thread.currentThread());
        OperationQueue.PutResult first = small.put(new Item(0, 1));
        OperationQueue.PutResult second = small.put(new Item(0, 2));
        // When
        small.takeAll();
        small.started(1);
        OperationQueue.PutResult third = small.put(new Item(0, 3));
        // Then
        assertThat(List.of(first, second, third)).containsExactly(OperationQueue.PutResult.ACCEPTED,
                OperationQueue.PutResult.FULL,
                OperationQueue.PutResult.ACCEPTED);
    }

    @Test
    void lazy_works_find_no_room_in_the_second_half() {
        // Given
        OperationQueue<LedgerOperation<Void>> small = new OperationQueue<>(4, Thread.currentThread());
        List<OperationQueue.PutResult> puts = new ArrayList<>();
        // When
        for (int i = 0; i < 3; i++) {
            puts.add(small.put(new MarkAnswer(new AnswerId(new TaskId("task-unified-1-abcdefgh"), i), true)));
        }
        for (int i = 0; i < 3; i++) {
            puts.add(small.put(new Item(0, i)));
        }
        // Then
        assertThat(puts).containsExactly(OperationQueue.PutResult.ACCEPTED, OperationQueue.PutResult.ACCEPTED,
                OperationQueue.PutResult.FULL,
                OperationQueue.PutResult.ACCEPTED,
                OperationQueue.PutResult.ACCEPTED, OperationQueue.PutResult.FULL);
    }
}
