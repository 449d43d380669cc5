package dev.zoetrope.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which responses count as alive, and that each wait has a timeout. */
class HealthProbeTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);

    private static InetSocketAddress at(ServerSocket server) {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    private static ServerSocket server() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    /** Accepts one connection, sends this response and returns the request. */
    private static CompletableFuture<String> answering(ServerSocket server, String answer) {
        return CompletableFuture.supplyAsync(() -> {
            try (Socket asked = server.accept()) {
                byte[] request = new byte[1024];
                int length = asked.getInputStream().read(request);
                asked.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                return new String(request, 0, length, StandardCharsets.US_ASCII);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void a_gateway_that_says_so_is_alive() throws IOException {
        try (ServerSocket server = server()) {
            // Given
            CompletableFuture<String> request = answering(server, "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
            // When
            boolean alive = new HealthProbe(at(server), LONG).isAlive();
            // Then
            assertThat(alive).isTrue();
            assertThat(request.join()).startsWith("GET /q/health/live HTTP/1.1\r\n").endsWith("\r\n\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "HTTP/1.1 503 Service Unavailable\r\n\r\n", "HTTP/1.1 404 Not Found\r\n\r\n", "HTTP/1.1 20",
            "SSH-2.0-OpenSSH_9.2\r\n", "" })
    void anything_else_is_not(String answer) throws IOException {
        try (ServerSocket server = server()) {
            // Given
            CompletableFuture<String> request = answering(server, answer);
            // When
            boolean alive = new HealthProbe(at(server), LONG).isAlive();
            // Then
            assertThat(alive).isFalse();
            assertThat(request.join()).isNotEmpty();
        }
    }

    @Test
    void silence_is_not_waited_for() throws IOException {
        // The operating system accepts the connection, but nothing sends a response.
        try (ServerSocket server = server()) {
            assertThat(new HealthProbe(at(server), SHORT).isAlive()).isFalse();
        }
    }

    @Test
    void where_nothing_listens_nothing_lives() throws IOException {
        InetSocketAddress gone;
        try (ServerSocket server = server()) {
            gone = at(server);
        }
        assertThat(new HealthProbe(gone, LONG).isAlive()).isFalse();
    }
}
