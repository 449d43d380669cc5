package dev.zoetrope.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The line breaks at the bytes a tap chooses, and what becomes of them is as the tap says. */
class WireTest {
    private static final int SECONDS_10 = 10_000;
    private static final int A_MOMENT = 200;

    private ServerSocket server;
    private Wire wire;
    private Wire.Break broken;

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server.setSoTimeout(SECONDS_10);
        wire = new Wire(server.getLocalPort(), () -> (bytes, length) -> Optional.of(broken)
                .filter(any -> new String(bytes, 0, length, StandardCharsets.US_ASCII).contains("commit")));
    }

    @AfterEach
    void close() throws IOException {
        wire.close();
        server.close();
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), wire.port());
    }

    private static void say(Socket socket, String words) throws IOException {
        socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
    }

    private static String read(Socket socket) throws IOException {
        socket.setSoTimeout(SECONDS_10);
        byte[] bytes = new byte[100];
        int length = socket.getInputStream().read(bytes);
        return length < 0 ? "" : new String(bytes, 0, length, StandardCharsets.US_ASCII);
    }

    private static boolean ended(Socket socket) throws IOException {
        try {
            return read(socket).isEmpty();
        } catch (SocketTimeoutException open) {
            throw open;
        } catch (IOException reset) {
            return true;
        }
    }

    /** One exchange that passes; then the client says what breaks the line. */
    private Socket breakLine(Socket client) throws IOException {
        Socket end = server.accept();
        say(client, "begin");
        assertThat(read(end)).isEqualTo("begin");
        say(end, "well");
        assertThat(read(client)).isEqualTo("well");
        say(client, "commit");
        return end;
    }

    @Test
    void bytes_that_do_not_arrive_end_with_the_line() throws IOException {
        broken = new Wire.Break(false, false, Duration.ZERO);
        try (Socket client = connect(); Socket end = breakLine(client)) {
            assertThat(ended(client)).isTrue();
            assertThat(ended(end)).isTrue();
            try (Socket next = connect()) {
                assertThat(ended(next)).isTrue();
            }
        }
    }

    @Test
    void bytes_that_arrive_are_answered_and_the_answer_is_lost() throws IOException {
        broken = new Wire.Break(false, true, Duration.ZERO);
        try (Socket client = connect(); Socket end = breakLine(client)) {
            assertThat(read(end)).isEqualTo("commit");
            say(end, "done");
            assertThat(ended(client)).isTrue();
            assertThat(ended(end)).isTrue();
        }
    }

    @Test
    void bytes_may_arrive_after_the_client_has_come_back() throws IOException {
        broken = new Wire.Break(false, true, Duration.ofSeconds(1));
        try (Socket client = connect(); Socket end = breakLine(client)) {
            assertThat(ended(client)).isTrue();
            wire.mend();
            try (Socket again = connect(); Socket otherEnd = server.accept()) {
                say(again, "begin");
                assertThat(read(otherEnd)).isEqualTo("begin");
                assertThat(end.getInputStream().available()).isZero();
            }
            assertThat(read(end)).isEqualTo("commit");
        }
    }

    @Test
    void a_silent_line_stays_open_and_carries_nothing() throws IOException {
        broken = new Wire.Break(true, true, Duration.ZERO);
        try (Socket client = connect(); Socket end = breakLine(client)) {
            assertThat(read(end)).isEqualTo("commit");
            say(end, "done");
            client.setSoTimeout(A_MOMENT);
            byte[] one = new byte[1];
            assertThat(catchThrowable(() -> client.getInputStream().read(one)))
                    .isInstanceOf(SocketTimeoutException.class);
            wire.mend();
            await().until(() -> ended(client));
        }
    }
}
