package dev.zoetrope.dialect.openai;

import static dev.zoetrope.api.Calls.alice;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.WithFakeVendor;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;

/** Requests as clients of OpenAI send them. */
final class VideoCalls {
    static final String VIDEOS = "/v1/videos";
    static final String PICTURE = "https://example.com/start.jpg";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** REST Assured does not send a form as the test has written it. */
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private VideoCalls() {
    }

    /** A minimal valid form. The fake vendor finds the create by its prompt. */
    static Form form(String prompt) {
        return form(prompt, "----boundary");
    }

    static Form form(String prompt, String boundary) {
        return new Form(boundary).field("prompt", prompt).field("input_reference[image_url]", PICTURE);
    }

    /** @param headers names and values */
    static HttpResponse<String> post(Form form, String... headers) {
        return post(WithFakeVendor.ALICE, VIDEOS, form.contentType(), form.bytes(), headers);
    }

    static HttpResponse<String> post(String key, String path, String contentType, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .header("Authorization", "Bearer " + key).header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Creates a video with this prompt and returns its id. */
    static String created(String prompt) {
        HttpResponse<String> answer = post(form(prompt));
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.body());
        }
        return JsonPath.from(answer.body()).getString("id");
    }

    static JsonPath video(String id) {
        return alice().get(VIDEOS + "/" + id).then().statusCode(200).extract().jsonPath();
    }

    /** Lets the vendor answer a query so, and waits for this status. */
    static JsonPath becomes(FakeVendor vendor, String prompt, String id, FakeVendor.Reply reply, String status) {
        vendor.onQuery(vendor.creates(prompt).get(0).vendorId(), reply);
        await().atMost(PATIENCE).until(() -> video(id).getString("status").equals(status));
        return video(id);
    }

    /** Waits until the file of the task is stored, as the gateway's own API shows it. */
    static void awaitStored(String id) {
        await().atMost(PATIENCE).until(() -> alice().get("/v1/tasks/" + id).path("results[0].sha256") != null);
    }
}
