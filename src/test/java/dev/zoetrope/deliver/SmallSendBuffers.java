package dev.zoetrope.deliver;

import java.util.Set;

import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;

/** The kernel takes little of an answer that nobody reads, so that short states fill it. */
@Alternative
@Singleton
public class SmallSendBuffers implements HttpServerOptionsCustomizer {
    private static final int BYTES = 8192;

    public static final class Profile implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(SmallSendBuffers.class);
        }
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setSendBufferSize(BYTES);
    }
}
