package dev.zoetrope.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/**
 * The port of a vendor, which can be closed for a while: connections are then refused, and those that are open stay. Whoever
 * is connected when it closes is let in first, so that no create is cut off.
 */
final class Door implements AutoCloseable {
    private static final int BACKLOG = 200;
    private static final int LOOK_MILLIS = 20;

    private final int target;
    private final int port;
    private final Queue<Socket> ends = new ConcurrentLinkedQueue<>();
    private volatile boolean wanted = true;
    private CountDownLatch closed;

    /** @param target port on this machine */
    Door(int target) {
        this.target = target;
        ServerSocket socket = listen(0);
        this.port = socket.getLocalPort();
        accept(socket);
    }

    int port() {
        return port;
    }

    /** Refuses connections; returns when it does. */
    void shut() {
        wanted = false;
        try {
            closed.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes connections again. */
    void open() {
        wanted = true;
        accept(listen(port));
    }

    private static ServerSocket listen(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.setSoTimeout(LOOK_MILLIS);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket socket) {
        CountDownLatch end = new CountDownLatch(1);
        closed = end;
        start(() -> {
            try (socket) {
                while (true) {
                    try {
                        pass(socket.accept());
                    } catch (SocketTimeoutException nobody) {
                        if (!wanted) {
                            return;
                        }
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                end.countDown();
            }
        });
    }

    private void pass(Socket client) throws IOException {
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        ends.add(client);
        ends.add(server);
        start(() -> pass(client, server));
        start(() -> pass(server, client));
    }

    private void pass(Socket from, Socket to) {
        byte[] some = new byte[16 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                out.write(some, 0, read);
            }
        } catch (IOException hungUp) {
            // the other direction ends with it
        }
        close(from);
        close(to);
    }

    private void close(Socket socket) {
        ends.remove(socket);
        try {
            socket.close();
        } catch (IOException gone) {
            // as wanted
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "door");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        wanted = false;
        ends.forEach(this::close);
    }
}
