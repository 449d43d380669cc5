package dev.zoetrope.deliver.sse;

import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.as;
import static dev.zoetrope.api.Calls.createTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.zoetrope.deliver.SmallSendBuffers;
import dev.zoetrope.fake.EventReader;
import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;

/** Streams get heartbeats. Their number is limited, and so is the data buffered for a reader that takes nothing. */
@QuarkusTest
@TestProfile(SmallSendBuffers.Profile.class)
@WithTestResource(BoundsTest.Tight.class)
public class BoundsTest {
    private static final String ALL = TASKS + "events";
    private static final Duration LONG = Duration.ofSeconds(60);
    /** So many states of {@link #STATE_BYTES} bytes are more than the buffers of a socket hold. */
    private static final int STATES = 60;
    private static final int STATE_BYTES = 8000;

    /** Short heartbeats, a short time until a slow reader is cut off, and few streams. */
    public static class Tight extends WithFakeVendor {
        @Override
        public Map<String, String> tightened() {
            return Map.of("test.events.heartbeat", "200ms", "test.events.lag", "2s", "test.events.most", "5",
                    "zoetrope.events.most-per-caller", "3");
        }
    }

    @Inject
    EventStreams streams;

    FakeVendor vendor;

    private final List<EventReader> readers = new ArrayList<>();

    private EventReader listen(String key) {
        EventReader reader = EventReader.open(RestAssured.port, ALL, key, null);
        readers.add(reader);
        return reader;
    }

    @AfterEach
    void leave() {
        readers.forEach(EventReader::close);
        await().atMost(LONG).until(() -> streams.size() == 0);
    }

    private void vendorReports(String prompt, String id, int progress) {
        vendor.onQuery(vendor.creates(prompt).get(0).vendorId(), Replies.told("processing", progress,
                Map.of("usage", new JsonObject().put("filler", progress + "x".repeat(STATE_BYTES)))));
        alice().get(TASKS + id + "?sync_upstream=true").then().statusCode(200);
    }

    @Test
    void a_silent_stream_beats() {
        EventReader reader = listen(WithFakeVendor.BOB);

        await().atMost(LONG).until(() -> reader.comments() >= 3);
    }

    @Test
    void one_caller_has_only_so_many_and_all_together_have() {
        IntStream.range(0, 3).forEach(i -> listen(WithFakeVendor.ALICE));
        alice().get(ALL).then().statusCode(429).header("Retry-After", notNullValue())
                .contentType("application/json").body("error.type", equalTo("rate_limit_error"))
                .body("error.code", equalTo("too_many_streams"));
        IntStream.range(0, 2).forEach(i -> listen(WithFakeVendor.BOB));
        as(WithFakeVendor.BOB).get(ALL).then().statusCode(503).header("Retry-After", notNullValue())
                .body("error.code", equalTo("too_many_streams"));

        // and the slot of a closed stream is free again
        readers.get(0).close();
        await().atMost(LONG).until(() -> streams.size() == 4);
        assertThat(listen(WithFakeVendor.ALICE).status()).isEqualTo(200);
    }

    @Test
    void a_reader_that_takes_nothing_is_cut_off_and_the_others_hear_on() throws IOException {
        String id = createTask("slow reader");
        EventReader quick = listen(WithFakeVendor.ALICE);
        try (Socket slow = clientThatReadsNothing()) {
            await().atMost(LONG).until(() -> streams.size() == 2);
            // When
            for (int i = 1; i <= STATES; i++) {
                vendorReports("slow reader", id, i);
            }
            // Then
            await().atMost(LONG).until(() -> streams.size() == 1);
            String taken = remainingData(slow);
            assertThat(taken).doesNotContain("\"progress\":" + STATES + ",");
            while (quick.until(id, "processing").task().getInteger("progress") < STATES) {
                // gets all states or only the newest
            }
        }
    }

    /** Opens the stream of all tasks and reads nothing. */
    private static Socket clientThatReadsNothing() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress("127.0.0.1", RestAssured.port));
        socket.getOutputStream().write(("GET " + ALL + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + WithFakeVendor.ALICE + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Reads the data that is still in the kernel's buffers. */
    private static String remainingData(Socket socket) {
        StringBuilder all = new StringBuilder();
        byte[] part = new byte[65536];
        try {
            InputStream in = socket.getInputStream();
            for (int n = in.read(part); n >= 0; n = in.read(part)) {
                all.append(new String(part, 0, n, StandardCharsets.US_ASCII));
            }
        } catch (IOException reset) {
            all.append("(reset)");
        }
        return all.toString();
    }
}
