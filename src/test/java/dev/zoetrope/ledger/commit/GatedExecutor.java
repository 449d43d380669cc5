package dev.zoetrope.ledger.commit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.sql.LedgerFixture;
import io.smallrye.mutiny.Uni;

/** An executor that lets batches pass one by one, and fails as an operation tells it. */
final class GatedExecutor implements BatchExecutor<GatedExecutor.Number> {
    final List<List<Integer>> groups = new ArrayList<>();
    final Semaphore arrived = new Semaphore(0);
    final Semaphore gate = new Semaphore(0);
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    final AtomicBoolean usable = new AtomicBoolean(true);

    /** An operation that returns its value. A negative value is at fault itself; zero makes the storage fail. */
    static final class Number extends LedgerOperation<Integer> {
        private final int value;

        Number(int value) {
            this.value = value;
        }
    }

    GroupCommitter<Number> committer(int capacity, int groupSize) {
        return new GroupCommitter<Number>("test", capacity, groupSize, LedgerFixture.LIMITS.retryAfter(), () -> {
            opened.incrementAndGet();
            return this;
        }, CommitListener.NONE).start();
    }

    static Uni<Integer> submit(GroupCommitter<Number> committer, int value) {
        return Uni.createFrom().emitter(emitter -> {
            Number operation = new Number(value);
            operation.receiver(emitter);
            committer.submit(operation);
        });
    }

    void open() {
        gate.release(1_000_000);
    }

    /** False only once, because the committer then opens another executor. */
    @Override
    public boolean usable() {
        return usable.getAndSet(true);
    }

    @Override
    public void run(List<Number> batch) throws Exception {
        if (batch.isEmpty()) {
            return;
        }
        arrived.release();
        gate.acquire();
        groups.add(batch.stream().map(operation -> operation.value).toList());
        for (Number operation : batch) {
            operation.result(operation.value);
            if (operation.value < 0) {
                throw new IllegalArgumentException("at fault");
            }
            if (operation.value == 0) {
                throw new IllegalStateException("in trouble");
            }
        }
    }

    @Override
    public LedgerException.Reason faultOfOperation(Throwable failure) {
        return failure instanceof IllegalArgumentException ? LedgerException.Reason.CONFLICT : null;
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }
}
