package dev.zoetrope.api;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;

/**
 * Switches HTTP/2 in clear text off, by upgrade and by prior knowledge, unless the operator sets
 * {@code quarkus.http.http2=true}. The framework's own default is {@code true} and covers both clear text and TLS; here the
 * default is TLS only, where a client that wants HTTP/2 says so in the handshake (ALPN). {@code false} switches off both.
 */
@Singleton
class ClearTextHttp2 implements HttpServerOptionsCustomizer {
    private static final String SETTING = "quarkus.http.http2";
    /** The ordinal of the source of defaults: the lowest of all. */
    private static final int DEFAULTS = Integer.MIN_VALUE;

    private final boolean on;

    ClearTextHttp2(Config config) {
        ConfigValue value = config.getConfigValue(SETTING);
        this.on = value.getSourceOrdinal() != DEFAULTS && config.getOptionalValue(SETTING, Boolean.class).orElse(false);
    }

    boolean on() {
        return on;
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setHttp2ClearTextEnabled(on);
    }

    @Override
    public void customizeDomainSocketServer(HttpServerOptions options) {
        options.setHttp2ClearTextEnabled(on);
    }
}
