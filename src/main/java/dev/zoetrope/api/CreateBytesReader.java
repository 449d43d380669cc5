package dev.zoetrope.api;

import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.regex.Pattern;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;

/**
 * Reads a body up to the limit and not a byte further. A body that announced its length was stopped by
 * {@link BodyLimit} already; this is for those that did not.
 */
@Provider
@Consumes(MediaType.WILDCARD)
public class CreateBytesReader implements MessageBodyReader<CreateBytes> {
    private static final Pattern JSON = Pattern.compile(
            "\\s*application/json\\s*(;\\s*charset\\s*=\\s*\"?utf-8\"?\\s*)?;?\\s*", Pattern.CASE_INSENSITIVE);

    private final BodyLimit limit;

    public CreateBytesReader(BodyLimit limit) {
        this.limit = limit;
    }

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type == CreateBytes.class;
    }

    @Override
    public CreateBytes readFrom(Class<CreateBytes> type, Type generic, Annotation[] annotations, MediaType mediaType,
            MultivaluedMap<String, String> headers, InputStream body) throws IOException {
        if (!plainJson(headers)) {
            throw EdgeErrors.failureOf(415, null).exception();
        }
        String announced = headers.getFirst(HttpHeaders.CONTENT_LENGTH); // BodyLimit let it pass: a number within the limit
        byte[] bytes = announced == null ? body.readNBytes(limit.bytes() + 1) : exactly(body, Integer.parseInt(announced));
        if (bytes.length > limit.bytes()) {
            throw limit.failure().exception();
        }
        return new CreateBytes(bytes);
    }

    /** In one array of the right size: a body of a kilobyte is read a thousand times a second. */
    private static byte[] exactly(InputStream body, int length) throws IOException {
        byte[] bytes = new byte[length];
        int read = body.readNBytes(bytes, 0, length);
        return read == length ? bytes : Arrays.copyOf(bytes, read);
    }

    /** JAX-RS lets an absent or wildcard type pass, and knows nothing of encodings; JSON is UTF-8 (RFC 8259, 8.1). */
    private static boolean plainJson(MultivaluedMap<String, String> headers) {
        String type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
        String encoding = headers.getFirst(HttpHeaders.CONTENT_ENCODING);
        return type != null && JSON.matcher(type).matches() && (encoding == null || encoding.equals("identity"));
    }
}
