package dev.zoetrope.deliver.sse;

import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.createTask;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.zoetrope.deliver.SmallSendBuffers;
import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;

/** A reader that pauses while more tasks change than its stream buffers gets the newest state of every task afterwards. */
@QuarkusTest
@TestProfile(SmallSendBuffers.Profile.class)
@WithTestResource(PausingReaderTest.Patient.class)
public class PausingReaderTest {
    private static final int CHANGED_TASKS = EventStream.MAX_BUFFERED + 16;
    private static final int STATE_BYTES = 8000;
    private static final int ROUNDS = 3;

    /** No reader is cut off. */
    public static class Patient extends WithFakeVendor {
        @Override
        public Map<String, String> tightened() {
            return Map.of("test.events.lag", "10m");
        }
    }

    FakeVendor vendor;

    private void vendorReports(String prompt, String id, int progress) {
        vendor.onQuery(vendor.creates(prompt).get(0).vendorId(), Replies.told("processing", progress,
                Map.of("usage", new JsonObject().put("filler", progress + "x".repeat(STATE_BYTES)))));
        alice().get(TASKS + id + "?sync_upstream=true").then().statusCode(200);
    }

    @Test
    void states_between_merge_and_none_is_missed() throws IOException {
        // Given
        List<String> prompts = IntStream.range(0, CHANGED_TASKS).mapToObj(i -> "paused " + i).toList();
        List<String> ids = prompts.stream().map(prompt -> createTask(prompt)).toList();
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress("127.0.0.1", RestAssured.port));
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(("GET " + TASKS + "events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + WithFakeVendor.ALICE + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            // When: the client reads nothing
            for (int round = 1; round <= ROUNDS; round++) {
                for (int i = 0; i < CHANGED_TASKS; i++) {
                    vendorReports(prompts.get(i), ids.get(i), round * 10);
                }
            }
            // Then
            BufferedReader lines = new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            Map<String, Integer> newest = new HashMap<>();
            while (newest.size() < CHANGED_TASKS || newest.values().stream().anyMatch(progress -> progress < ROUNDS * 10)) {
                String line = lines.readLine();
                assertThat(line).as("the stream goes on").isNotNull();
                if (line.startsWith("data: ")) {
                    JsonObject task = new JsonObject(line.substring(6));
                    assertThat(task.getInteger("progress")).as("nothing older follows")
                            .isGreaterThanOrEqualTo(newest.getOrDefault(task.getString("id"), 0));
                    newest.put(task.getString("id"), task.getInteger("progress"));
                }
            }
            assertThat(newest.keySet()).containsAll(ids);
        }
    }
}
