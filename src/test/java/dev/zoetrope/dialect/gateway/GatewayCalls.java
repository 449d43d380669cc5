package dev.zoetrope.dialect.gateway;

import static dev.zoetrope.api.Calls.as;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

import dev.zoetrope.fake.WithFakeVendor;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Requests as {@code @ai-sdk/gateway} sends them. */
final class GatewayCalls {
    static final String WAIT = "/v4/ai/video-model";
    static final String START = WAIT + "/start";
    static final String STATUS = WAIT + "/status";
    static final String TEXT_TO_VIDEO = "wan-2.7-text-to-video";
    static final String IMAGE_TO_VIDEO = "wan-2.7-image-to-video";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private GatewayCalls() {
    }

    static JsonObject body(String prompt) {
        return new JsonObject().put("prompt", prompt).put("n", 1).put("duration", 5).put("providerOptions", new JsonObject());
    }

    static JsonObject file(String base64) {
        return new JsonObject().put("type", "file").put("mediaType", "image/png").put("data", base64);
    }

    static RequestSpecification call(String key, String model) {
        return as(key).contentType(ContentType.JSON).header("ai-gateway-protocol-version", "0.0.1")
                .header("ai-video-model-specification-version", "4").header("ai-model-id", model);
    }

    static Response start(String model, JsonObject body, String... headers) {
        RequestSpecification call = call(WithFakeVendor.ALICE, model);
        for (int i = 0; i < headers.length; i += 2) {
            call.header(headers[i], headers[i + 1]);
        }
        return call.body(body.encode()).post(START);
    }

    /** Starts a video and returns the operation of the answer. */
    static JsonObject started(String prompt) {
        Response answer = start(TEXT_TO_VIDEO, body(prompt));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return new JsonObject(answer.asString()).getJsonObject("operation");
    }

    static Response status(String key, Object operation) {
        return call(key, TEXT_TO_VIDEO).body(new JsonObject().put("operation", operation).encode()).post(STATUS);
    }

    static JsonObject status(JsonObject operation) {
        Response answer = status(WithFakeVendor.ALICE, operation);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return new JsonObject(answer.asString());
    }

    /** Sends a create whose answer waits. */
    static CompletableFuture<HttpResponse<String>> waiting(JsonObject body) {
        return CLIENT.sendAsync(HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + WAIT))
                .header("Authorization", "Bearer " + WithFakeVendor.ALICE).header("Content-Type", "application/json")
                .header("Accept", "text/event-stream").header("ai-model-id", TEXT_TO_VIDEO)
                .header("ai-video-model-specification-version", "4")
                .POST(HttpRequest.BodyPublishers.ofString(body.encode())).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The bytes of {@link #waiting} for a client that hangs up. */
    static String rawWaiting(JsonObject body) {
        String text = body.encode();
        return "POST " + WAIT + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                + WithFakeVendor.ALICE + "\r\nAccept: text/event-stream\r\nai-model-id: " + TEXT_TO_VIDEO
                + "\r\nContent-Length: " + text.length() + "\r\n\r\n" + text;
    }

    /** The only event of a stream that is comments otherwise. */
    static JsonObject event(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        String[] data = answer.body().split("data: ");
        assertThat(data).as(answer.body()).hasSize(2);
        assertThat(data[0]).matches("(:\\n\\n)+");
        assertThat(data[1]).endsWith("}\n\n");
        return new JsonObject(data[1]);
    }

    static JsonArray videos(String url) {
        return new JsonArray().add(new JsonObject().put("type", "url").put("url", url).put("mediaType", "video/mp4"));
    }
}
