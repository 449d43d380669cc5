package dev.zoetrope.api;

import static dev.zoetrope.api.Calls.GENERATIONS;
import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.createTask;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.EventReader;
import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.RawHttp2;
import dev.zoetrope.fake.RawHttp2.Frame;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

/** HTTP/2 where it is enabled: the requests of one connection are limited, and they are checked as in HTTP/1.1. */
@QuarkusTest
@WithTestResource(CorsTest.OtherOriginAndHttp2.class)
class Http2Test {
    private static final int MAX_CONCURRENT_STREAMS = 3;
    private static final int STREAMS = 128;

    FakeVendor vendor;

    private static byte[] create() {
        return RawHttp2.post("http", GENERATIONS, WithFakeVendor.ALICE);
    }

    @Test
    void a_large_body_on_a_shared_connection_leaves_the_connection_whole() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest.Builder large = HttpRequest
                .newBuilder(URI
                        .create("http://localhost:" + RestAssured.port + TASKS + "task-unified-1757165031-uyujaw3d/reconcile"))
                .header("Authorization", "Bearer " + WithFakeVendor.ALICE);

        client.send(large.GET().build(), HttpResponse.BodyHandlers.ofString());
        HttpResponse<String> answer = client.send(
                large.POST(HttpRequest.BodyPublishers.ofByteArray(new byte[1 << 20])).build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("\"type\":\"invalid_request_error\"");
    }

    @Test
    void a_task_is_followed() {
        String id = createTask("http2");
        try (EventReader reader = EventReader.open(HttpClient.Version.HTTP_2, RestAssured.port, TASKS + id + "/events",
                WithFakeVendor.ALICE, null)) {
            assertThat(reader.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(reader.next().taskId()).isEqualTo(id);
            vendor.onQuery(vendor.creates("http2").get(0).vendorId(), Replies.completed("https://cdn.example.com/v.mp4"));
            alice().get(TASKS + id + "?sync_upstream=true").then().statusCode(200);
            reader.until(id, "completed");
            assertThat(reader.ends()).isTrue();
        }
    }

    @Test
    void a_connection_has_128_streams_at_once() {
        try (RawHttp2 client = new RawHttp2(RestAssured.port)) {
            assertThat(client.next(RawHttp2.SETTINGS).setting(MAX_CONCURRENT_STREAMS)).isEqualTo(STREAMS);
            for (int stream = 1; stream < 2 * STREAMS + 2; stream += 2) {
                client.send(RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream, create());
            }

            Frame refusal = client.next(RawHttp2.RST_STREAM);

            assertThat(refusal.stream()).isEqualTo(2 * STREAMS + 1);
            assertThat(refusal.error()).isEqualTo(RawHttp2.REFUSED_STREAM);
        }
    }

    @Test
    void endless_continuation_frames_end_the_connection() {
        try (RawHttp2 client = new RawHttp2(RestAssured.port)) {
            client.send(RawHttp2.HEADERS, RawHttp2.END_STREAM, 1, create());
            for (int frame = 0; frame < 1000; frame++) {
                client.send(RawHttp2.CONTINUATION, 0, 1, new byte[0]);
            }

            assertThat(client.next(RawHttp2.GOAWAY).error()).isEqualTo(RawHttp2.ENHANCE_YOUR_CALM);
        }
    }

    @Test
    void another_scheme_is_400_and_the_connection_stays() {
        try (RawHttp2 client = new RawHttp2(RestAssured.port)) {
            int whole = RawHttp2.END_HEADERS | RawHttp2.END_STREAM;
            client.send(RawHttp2.HEADERS, whole, 1, RawHttp2.post("javascript", GENERATIONS, WithFakeVendor.ALICE));
            Frame refused = client.next(RawHttp2.HEADERS);
            client.send(RawHttp2.HEADERS, whole, 3, create());
            Frame next = client.next(RawHttp2.HEADERS);

            assertThat(refused.stream()).isEqualTo(1);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(next.stream()).isEqualTo(3);
            assertThat(next.status()).isEqualTo(415);
        }
    }
}
