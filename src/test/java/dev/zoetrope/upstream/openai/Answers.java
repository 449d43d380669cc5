package dev.zoetrope.upstream.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.common.jaxrs.ResponseImpl;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.zoetrope.upstream.VendorConnector;

/** Responses of a vendor, and calls that classify them without a connection. */
final class Answers {
    static final String BASE = "https://gpu.example/api";
    static final String KEY = "sk-a-key-of-ours-0123456789";

    private Answers() {
    }

    static OpenAiVideosCalls calls() {
        return new OpenAiVideosCalls(new VendorConnector() {
            @Override
            public URI base() {
                return URI.create(BASE);
            }

            @Override
            public <T> T clientForCreates(Class<T> api) {
                return null;
            }

            @Override
            public <T> T clientForPolls(Class<T> api) {
                return null;
            }

            @Override
            public ObjectMapper json() {
                return new ObjectMapper();
            }

            @Override
            public Clock clock() {
                return Clock.fixed(Instant.ofEpochSecond(1_790_000_000), ZoneOffset.UTC);
            }
        });
    }

    /** A file of the directory {@code openai-videos}. */
    static String golden(String name) {
        try (InputStream file = Answers.class.getResourceAsStream("/openai-videos/" + name)) {
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Response of(int status, String body, String... headers) {
        return new Answer(status, body, headers);
    }

    private static final class Answer extends ResponseImpl {
        private final byte[] body;
        private final List<String> headers;

        Answer(int status, String body, String... headers) {
            setStatus(status);
            this.body = body.getBytes(UTF_8);
            this.headers = List.of(headers);
        }

        @Override
        public String getHeaderString(String name) {
            int at = headers.indexOf(name);
            return at < 0 ? null : headers.get(at + 1);
        }

        @Override
        public boolean hasEntity() {
            return body.length > 0;
        }

        @Override
        public <T> T readEntity(Class<T> type) {
            return type.cast(new ByteArrayInputStream(body));
        }
    }
}
