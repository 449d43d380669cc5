package dev.zoetrope.api;

import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
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
        byte[] bytes = body.readNBytes(limit.bytes() + 1);
        if (bytes.length > limit.bytes()) {
            throw limit.failure().exception();
        }
        return new CreateBytes(bytes);
    }

    /** JAX-RS lets an absent or wildcard type pass, and knows nothing of encodings; JSON is UTF-8 (RFC 8259, 8.1). */
    private static boolean plainJson(MultivaluedMap<String, String> headers) {
        String type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
        String encoding = headers.getFirst(HttpHeaders.CONTENT_ENCODING);
        return type != null && JSON.matcher(type).matches() && (encoding == null || encoding.equals("identity"));
    }
}
