package dev.zoetrope.fake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A line to a TCP server that can be cut, can fall silent, and can lose one answer after the server has acted. A
 * {@link Tap} chooses the moment by what a client sends.
 */
public final class Wire implements AutoCloseable {
    private static final Tap NO_TAP = (bytes, length) -> Optional.empty();

    private final int target;
    private final Supplier<Tap> taps;
    private final ServerSocket door;
    private final Queue<Socket> ends = new ConcurrentLinkedQueue<>();
    private volatile boolean cut;
    private volatile boolean silent;
    private volatile String lost;

    /** Reads what one client sends and decides when the line breaks. */
    @FunctionalInterface
    public interface Tap {
        /** @return empty: the bytes are passed on */
        Optional<Break> read(byte[] bytes, int length);
    }

    /**
     * How the line breaks at the bytes that were just read.
     *
     * @param silent whether connections stay open and carry nothing; otherwise they end
     * @param arrives whether these bytes still reach the server; the client never sees the answer
     * @param delay how long after the break they reach it
     */
    public record Break(boolean silent, boolean arrives, Duration delay) {
    }

    /** @param target port on this machine */
    public Wire(int target) {
        this(target, () -> NO_TAP);
    }

    /** @param taps makes one for each connection */
    public Wire(int target, Supplier<Tap> taps) {
        this.target = target;
        this.taps = taps;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    /** Ends every connection, and each new one at once. */
    public void cut() {
        cut = true;
        hangUp();
    }

    /** Takes what comes and passes nothing on. */
    public void silence() {
        silent = true;
    }

    /** The next answer that says this does not arrive; its connection ends instead. */
    public void lose(String answer) {
        lost = answer;
    }

    public boolean hasLost() {
        return lost == null;
    }

    /** Works again, for new connections. */
    public void mend() {
        hangUp();
        silent = false;
        cut = false;
    }

    /** Closes those that are open now; whoever comes back because of it stays. */
    private void hangUp() {
        List<Socket> open = new ArrayList<>();
        for (Socket end = ends.poll(); end != null; end = ends.poll()) {
            open.add(end);
        }
        open.forEach(Wire::close);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                ends.add(client);
                if (cut) {
                    close(client);
                } else {
                    Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                    ends.add(server);
                    Tap tap = taps.get();
                    start(() -> passRequests(client, server, tap));
                    start(() -> passAnswers(server, client));
                    if (cut) {
                        hangUp();
                    }
                }
            }
        } catch (IOException closed) {
            hangUp();
        }
    }

    private void passRequests(Socket client, Socket server, Tap tap) {
        byte[] some = new byte[16 * 1024];
        try {
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                Optional<Break> broken = tap.read(some, read);
                if (broken.isPresent()) {
                    breakAt(broken.get(), server, out, some, read);
                    if (!broken.get().silent()) {
                        return;
                    }
                } else if (!silent) {
                    out.write(some, 0, read);
                }
            }
        } catch (IOException hungUp) {
            // the other direction ends with it
        }
        close(client);
        close(server);
    }

    /**
     * The server's end of a connection that was cut is left to {@link #passAnswers}: closed with an answer unread, it
     * would be reset, and the server might not read the request.
     */
    private void breakAt(Break broken, Socket server, OutputStream out, byte[] bytes, int length) throws IOException {
        if (broken.silent()) {
            silence();
        } else if (broken.arrives()) {
            ends.remove(server);
            cut();
        } else {
            cut();
        }
        if (broken.arrives()) {
            LockSupport.parkNanos(broken.delay().toNanos());
            out.write(bytes, 0, length);
        }
    }

    private void passAnswers(Socket server, Socket client) {
        byte[] some = new byte[16 * 1024];
        try {
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                String loss = lost;
                if (loss != null && new String(some, 0, read, StandardCharsets.ISO_8859_1).contains(loss)) {
                    lost = null;
                    break;
                }
                if (!silent) {
                    out.write(some, 0, read);
                }
            }
        } catch (IOException hungUp) {
            // the other direction ends with it
        }
        close(server);
        close(client);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // as wanted
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        hangUp();
    }
}
