package dev.zoetrope.boot;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Asks a gateway's management port whether the process lives. Not whether it is ready: who restarts what is unhealthy
 * must not end a process that only waits for its storage, as it may hold the outcome of a paid call. Plain HTTP over a
 * socket, so that nothing more than that has to be loaded.
 */
final class HealthProbe {
    private static final String REQUEST = "GET /q/health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    private static final String ALIVE = "HTTP/1.1 200 ";

    private final InetSocketAddress management;
    private final Duration patience;

    /** @param patience longest wait for the connection, and for each piece of the answer */
    HealthProbe(InetSocketAddress management, Duration patience) {
        this.management = management;
        this.patience = patience;
    }

    /** @return false as well where nothing listens, answers in time or speaks HTTP */
    boolean alive() {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
            socket.connect(management, socket.getSoTimeout());
            socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
            byte[] status = socket.getInputStream().readNBytes(ALIVE.length());
            return ALIVE.equals(new String(status, StandardCharsets.US_ASCII));
        } catch (IOException noAnswer) {
            return false;
        }
    }
}
