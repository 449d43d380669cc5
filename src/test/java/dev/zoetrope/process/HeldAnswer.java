package dev.zoetrope.process;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Replies;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/** A vendor that took a create and says so when the test wants it. */
final class HeldAnswer implements FakeVendor.Reply {
    private static final int PATIENCE_SECONDS = 20;

    private final CompletableFuture<Runnable> arrived = new CompletableFuture<>();

    @Override
    public void to(HttpServerRequest request, String vendorId) {
        Context context = Vertx.currentContext();
        arrived.complete(() -> context.runOnContext(now -> Replies.accepted().to(request, vendorId)));
    }

    void awaitCreate() throws Exception {
        arrived.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    void answer() {
        arrived.join().run();
    }
}
