package dev.zoetrope.lambda;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

import dev.zoetrope.fake.WithFakeVendor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * A request as Amazon's HTTP API hands it to a function, in payload format 1.0 ("Working with AWS Lambda proxy integrations
 * for HTTP APIs"); its REST API does so, too.
 */
final class Event {
    static final String HOST = "films.example.com";

    private final JsonObject json;

    private Event(String method, String path) {
        JsonObject identity = new JsonObject().putNull("accountId").put("sourceIp", "203.0.113.7").put("userAgent", "test");
        json = new JsonObject().put("version", "1.0").put("resource", "/v1/{proxy+}").put("path", path)
                .put("httpMethod", method).put("headers", new JsonObject()).put("multiValueHeaders", new JsonObject())
                .putNull("queryStringParameters").putNull("multiValueQueryStringParameters")
                .put("requestContext", new JsonObject().put("accountId", "123456789012").put("apiId", "id")
                        .put("authorizer", new JsonObject().putNull("claims").putNull("scopes"))
                        .put("domainName", HOST).put("domainPrefix", "films").put("extendedRequestId", "request-id")
                        .put("httpMethod", method).put("identity", identity).put("path", path).put("protocol", "HTTP/1.1")
                        .put("requestId", "id=").put("requestTime", "04/Mar/2026:19:15:17 +0000")
                        .put("requestTimeEpoch", 1583349317135L).putNull("resourceId").put("resourcePath", "/v1/{proxy+}")
                        .put("stage", "$default"))
                .putNull("pathParameters").putNull("stageVariables").putNull("body").put("isBase64Encoded", false);
        header("Host", HOST).header("X-Forwarded-For", "203.0.113.7").header("X-Forwarded-Port", "443")
                .header("X-Forwarded-Proto", "https").header("X-Amzn-Trace-Id", "Root=1-5e6722a7-cc56xmpl46db7ae02d4da47e");
    }

    static Event get(String path) {
        return new Event("GET", path);
    }

    static Event head(String path) {
        return new Event("HEAD", path);
    }

    static Event post(String path) {
        return new Event("POST", path);
    }

    /** A create of Alice's, in the smallest valid form. */
    static Event create(String body) {
        return post("/v1/videos/generations").alice().header("Content-Type", "application/json").body(body);
    }

    Event alice() {
        return key(WithFakeVendor.ALICE);
    }

    Event key(String key) {
        return header("Authorization", "Bearer " + key);
    }

    Event header(String name, String value) {
        json.getJsonObject("headers").put(name, value);
        json.getJsonObject("multiValueHeaders").put(name, new JsonArray().add(value));
        return this;
    }

    /** Decoded, as the gateway hands it on. */
    Event query(Map<String, String> parameters) {
        JsonObject single = new JsonObject();
        JsonObject multiple = new JsonObject();
        parameters.forEach((name, value) -> {
            single.put(name, value);
            multiple.put(name, new JsonArray().add(value));
        });
        json.put("queryStringParameters", single).put("multiValueQueryStringParameters", multiple);
        return this;
    }

    Event body(String text) {
        header("Content-Length", Integer.toString(text.getBytes(StandardCharsets.UTF_8).length));
        json.put("body", text);
        return this;
    }

    /** As the gateway hands on what it does not take for text. */
    Event encoded() {
        json.put("body", Base64.getEncoder().encodeToString(json.getString("body").getBytes(StandardCharsets.UTF_8)))
                .put("isBase64Encoded", true);
        return this;
    }

    JsonObject json() {
        return json;
    }
}
