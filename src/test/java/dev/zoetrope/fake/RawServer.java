package dev.zoetrope.fake;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;

/** Something at a port that speaks no HTTP, and counts who comes. */
public final class RawServer implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger connections = new AtomicInteger();

    /** @param manners what it does with a connection */
    public RawServer(int port, Handler<NetSocket> manners) {
        NetServer server = vertx.createNetServer().connectHandler(connection -> {
            connections.incrementAndGet();
            manners.handle(connection);
        });
        try {
            server.listen(port, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the raw server does not start", e);
        }
    }

    public int connections() {
        return connections.get();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
