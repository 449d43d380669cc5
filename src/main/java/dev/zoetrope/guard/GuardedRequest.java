package dev.zoetrope.guard;

import java.util.Map;

import dev.zoetrope.video.Redaction;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

/**
 * A request to somewhere the guard has to judge.
 *
 * @param method redirects are followed for GET only
 * @param url absolute, http or https
 * @param headers sent to the first host only: a redirect to another host gets none of them
 * @param body null for none
 */
public record GuardedRequest(HttpMethod method, String url, Map<String, String> headers, Buffer body) {
    public GuardedRequest {
        headers = Map.copyOf(headers);
    }

    public static GuardedRequest get(String url) {
        return new GuardedRequest(HttpMethod.GET, url, Map.of(), null);
    }

    public static GuardedRequest post(String url, Map<String, String> headers, Buffer body) {
        return new GuardedRequest(HttpMethod.POST, url, headers, body);
    }

    /** Without the URL, the headers and the body: all three may hold secrets. */
    @Override
    public String toString() {
        return "GuardedRequest[" + method + " " + Redaction.of(url) + "]";
    }
}
