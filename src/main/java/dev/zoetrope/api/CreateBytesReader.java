package dev.zoetrope.api;

import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

import jakarta.ws.rs.Consumes;
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
        byte[] bytes = body.readNBytes(limit.bytes() + 1);
        if (bytes.length > limit.bytes()) {
            throw limit.failure().exception();
        }
        return new CreateBytes(bytes);
    }
}
