package dev.zoetrope.api;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;

/**
 * Disables HTTP/2 in clear text, both by upgrade and with prior knowledge, unless the operator sets
 * {@code quarkus.http.http2=true}. The framework's default is {@code true} and applies to clear text and to TLS. The
 * gateway's default is HTTP/2 over TLS only, where the client selects it in the handshake (ALPN). {@code false} disables
 * both.
 */
@Singleton
class ClearTextHttp2 implements HttpServerOptionsCustomizer {
    private static final String SETTING = "quarkus.http.http2";
    /** The ordinal of the configuration source with the defaults; it is the lowest one. */
    private static final int DEFAULTS_ORDINAL = Integer.MIN_VALUE;

    private final boolean enabled;

    ClearTextHttp2(Config config) {
        ConfigValue value = config.getConfigValue(SETTING);
        this.enabled = value.getSourceOrdinal() != DEFAULTS_ORDINAL
                && config.getOptionalValue(SETTING, Boolean.class).orElse(false);
    }

    boolean enabled() {
        return enabled;
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setHttp2ClearTextEnabled(enabled);
    }

    @Override
    public void customizeDomainSocketServer(HttpServerOptions options) {
        options.setHttp2ClearTextEnabled(enabled);
    }
}
