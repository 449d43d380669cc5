package dev.zoetrope.lambda;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * What a function made of an event.
 *
 * @param failed whether it was an error of the function, which the gateway turns into a 502 or 500 of its own
 * @param json the answer in the gateway's form, or what the function says of its error
 */
record Answer(boolean failed, JsonObject json) {

    int status() {
        if (failed) {
            throw new AssertionError("the function failed: " + json);
        }
        return json.getInteger("statusCode");
    }

    /** Null where there is none. */
    String header(String name) {
        return json.getJsonObject("multiValueHeaders").stream().filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(header -> ((JsonArray) header.getValue()).getString(0)).findFirst().orElse(null);
    }

    /** As its caller gets them; the gateway decodes what is marked as encoded. */
    byte[] bytes() {
        String body = json.getString("body", "");
        return json.getBoolean("isBase64Encoded") ? Base64.getDecoder().decode(body) : body.getBytes(StandardCharsets.UTF_8);
    }

    JsonObject body() {
        return new JsonObject(new String(bytes(), StandardCharsets.UTF_8));
    }

    /** The code of an error. */
    String code() {
        return body().getJsonObject("error").getString("code");
    }
}
