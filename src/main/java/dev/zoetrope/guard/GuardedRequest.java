package dev.zoetrope.guard;

import java.util.Map;

import dev.zoetrope.video.Redaction;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

/**
 * A request to a URL that {@link GuardedClient} must check.
 *
 * @param method redirects are followed for GET only
 * @param url absolute, http or https
 * @param headers sent to the first scheme, host and port only; a redirect to another one gets none of them but {@code Range}
 * @param body null if there is none
 */
public record GuardedRequest(HttpMethod method, String url, Map<String, String> headers, Buffer body) {
    public GuardedRequest {
        headers = Map.copyOf(headers);
    }

    public static GuardedRequest get(String url) {
        return get(url, Map.of());
    }

    public static GuardedRequest get(String url, Map<String, String> headers) {
        return new GuardedRequest(HttpMethod.GET, url, headers, null);
    }

    public static GuardedRequest post(String url, Map<String, String> headers, Buffer body) {
        return new GuardedRequest(HttpMethod.POST, url, headers, body);
    }

    /** The method and the redacted URL, without headers and body: all three may contain secrets. */
    @Override
    public String toString() {
        return "GuardedRequest[" + method + " " + Redaction.of(url) + "]";
    }
}
