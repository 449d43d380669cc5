package dev.zoetrope.fake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A line to a TCP server that can be cut, can fall silent, and can lose one answer after the server has acted. */
public final class Wire implements AutoCloseable {
    private final int target;
    private final ServerSocket door;
    private final Queue<Socket> ends = new ConcurrentLinkedQueue<>();
    private volatile boolean cut;
    private volatile boolean silent;
    private volatile String lost;

    /** @param target port on this machine */
    public Wire(int target) {
        this.target = target;
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

    private void hangUp() {
        for (Socket end = ends.poll(); end != null; end = ends.poll()) {
            close(end);
        }
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
                    start(() -> pass(client, server, false));
                    start(() -> pass(server, client, true));
                }
            }
        } catch (IOException closed) {
            hangUp();
        }
    }

    private void pass(Socket from, Socket to, boolean answers) {
        byte[] some = new byte[16 * 1024];
        try (InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                String loss = lost;
                if (answers && loss != null && new String(some, 0, read, StandardCharsets.ISO_8859_1).contains(loss)) {
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
        close(from);
        close(to);
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
