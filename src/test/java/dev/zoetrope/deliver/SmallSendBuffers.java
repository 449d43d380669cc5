package dev.zoetrope.deliver;

import java.util.Set;

import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;

/** Makes the kernel's send buffers small, so that a few events fill the connection of a client that does not read. */
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
