package dev.zoetrope.upstream.openai;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import dev.zoetrope.upstream.InlineFile;
import io.vertx.core.buffer.Buffer;

/**
 * A body of the type {@code multipart/form-data} (RFC 7578) with text fields, in UTF-8, and files.
 *
 * @param contentType the value of {@code Content-Type}, with the boundary
 */
record FormBody(String contentType, byte[] bytes) {
    private static final String LINE_END = "\r\n";
    /** For the head of a part. */
    private static final int HEAD_LENGTH = 256;

    /**
     * @param fields the names must need no escaping
     * @param files images, by the names of their parts, which must need no escaping
     * @param boundary a text that is in no value: a random one
     */
    static FormBody of(Map<String, String> fields, Map<String, InlineFile> files, String boundary) {
        int length = HEAD_LENGTH * (fields.size() + files.size() + 1)
                + files.values().stream().mapToInt(file -> file.bytes().length()).sum();
        Buffer body = Buffer.buffer(length);
        fields.forEach((name, value) -> begin(body, boundary, name).appendString(LINE_END + LINE_END).appendString(value)
                .appendString(LINE_END));
        files.forEach((name, file) -> begin(body, boundary, name)
                .appendString("; filename=\"" + name + "." + extension(file) + "\"" + LINE_END + "Content-Type: "
                        + file.contentType() + LINE_END + LINE_END)
                .appendBuffer(file.bytes()).appendString(LINE_END));
        body.appendString("--" + boundary + "--" + LINE_END);
        return new FormBody("multipart/form-data; boundary=" + boundary, body.getBytes());
    }

    private static Buffer begin(Buffer body, String boundary, String name) {
        return body.appendString("--" + boundary + LINE_END + "Content-Disposition: form-data; name=\"" + name + '"',
                StandardCharsets.UTF_8.name());
    }

    /** SGLang decides by the name of a file how to read it. */
    private static String extension(InlineFile file) {
        return file.contentType().equals("image/jpeg") ? "jpg" : file.contentType().replaceFirst(".*/", "");
    }
}
