package dev.zoetrope.fake;

import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;

/** An outbound proxy: joins whoever says CONNECT with where they want to go, or refuses. */
public final class ConnectProxy implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final NetServer server;
    private volatile String answer = "200 Connection established";

    public ConnectProxy() {
        try {
            server = vertx.createNetServer().connectHandler(this::accept).listen(0, "127.0.0.1").toCompletionStage()
                    .toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the proxy does not start", e);
        }
    }

    public int port() {
        return server.actualPort();
    }

    /** Status and reason of every CONNECT from now on; joins if it is a 200. */
    public void answers(String status) {
        answer = status;
    }

    /** The request lines that came. */
    public Set<String> asked() {
        return Set.copyOf(asked);
    }

    private void accept(NetSocket client) {
        Buffer head = Buffer.buffer();
        client.handler(bytes -> {
            head.appendBuffer(bytes);
            if (head.toString().endsWith("\r\n\r\n")) {
                connect(client, head.toString().lines().findFirst().orElseThrow());
            }
        });
    }

    private void connect(NetSocket client, String line) {
        asked.add(line);
        String status = answer;
        if (!status.startsWith("200")) {
            client.end(Buffer.buffer("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n"));
            return;
        }
        URI target = URI.create("any://" + line.substring("CONNECT ".length(), line.lastIndexOf(' ')));
        client.pause();
        vertx.createNetClient().connect(target.getPort(), target.getHost()).onFailure(refused -> client.close())
                .onSuccess(there -> {
                    client.handler(there::write).closeHandler(gone -> there.close());
                    there.handler(client::write).closeHandler(gone -> client.close());
                    client.write("HTTP/1.1 " + status + "\r\n\r\n");
                    client.resume();
                });
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
