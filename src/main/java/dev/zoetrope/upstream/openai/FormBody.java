package dev.zoetrope.upstream.openai;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A body of the type {@code multipart/form-data} (RFC 7578) with text fields, in UTF-8.
 *
 * @param contentType the value of {@code Content-Type}, with the boundary
 */
record FormBody(String contentType, byte[] bytes) {

    /**
     * @param fields the names must need no escaping
     * @param boundary a text that is in no value: a random one
     */
    static FormBody of(Map<String, String> fields, String boundary) {
        StringBuilder body = new StringBuilder();
        fields.forEach((name, value) -> body.append("--").append(boundary)
                .append("\r\nContent-Disposition: form-data; name=\"").append(name).append("\"\r\n\r\n").append(value)
                .append("\r\n"));
        body.append("--").append(boundary).append("--\r\n");
        return new FormBody("multipart/form-data; boundary=" + boundary, body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
