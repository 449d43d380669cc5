package dev.zoetrope.boot;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Checks the liveness of a gateway at its management port. It does not check readiness: a supervisor that restarts unhealthy
 * processes must not kill a process that only waits for its storage, because the process may hold the outcome of a paid
 * create. The probe writes plain HTTP to a socket, so that few classes have to be loaded.
 */
final class HealthProbe {
    private static final String REQUEST = "GET /q/health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    private static final String STATUS_200 = "HTTP/1.1 200 ";

    private final InetSocketAddress management;
    private final Duration patience;

    /** @param patience maximum time for the connection, and for each read of the response */
    HealthProbe(InetSocketAddress management, Duration patience) {
        this.management = management;
        this.patience = patience;
    }

    /** @return true if the response has status 200; false for any other response, no response in time, or no listener */
    boolean isAlive() {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
            socket.connect(management, socket.getSoTimeout());
            socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
            byte[] status = socket.getInputStream().readNBytes(STATUS_200.length());
            return STATUS_200.equals(new String(status, StandardCharsets.US_ASCII));
        } catch (IOException noAnswer) {
            return false;
        }
    }
}
