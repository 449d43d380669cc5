package dev.zoetrope.guard;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;

/**
 * The operating system's own resolver, so that {@code /etc/hosts} and search domains hold. It blocks, therefore it has
 * a few threads of its own, and what waits for them is bounded.
 */
final class SystemResolver implements Resolver {
    private static final int THREADS = 4;
    private static final int MAX_WAITING = 256;

    private final WorkerExecutor workers;
    private final AtomicInteger waiting = new AtomicInteger();

    SystemResolver(Vertx vertx) {
        this.workers = vertx.createSharedWorkerExecutor("guard-names", THREADS);
    }

    @Override
    public Future<List<InetAddress>> resolve(String name) {
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            return Future.failedFuture(GuardException.unsent(GuardException.Reason.BUSY));
        }
        return workers.executeBlocking(() -> List.of(InetAddress.getAllByName(name)), false)
                .onComplete(done -> waiting.decrementAndGet());
    }
}
