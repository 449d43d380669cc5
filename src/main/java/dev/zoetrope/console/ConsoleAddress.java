package dev.zoetrope.console;

import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.vertx.core.http.HttpServerOptions;

/** Logs the address of the console when the server listens. */
@Singleton
class ConsoleAddress {
    private static final Logger LOG = Logger.getLogger(ConsoleAddress.class);

    private final ConsoleConfig config;

    ConsoleAddress(ConsoleConfig config) {
        this.config = config;
    }

    void log(@ObservesAsync HttpServerStart started) {
        log("http", started.options());
    }

    void log(@ObservesAsync HttpsServerStart started) {
        log("https", started.options());
    }

    private void log(String scheme, HttpServerOptions server) {
        if (config.enabled()) {
            String host = server.getHost().equals("0.0.0.0") ? "localhost" : server.getHost();
            LOG.infof("The console is %s://%s:%d%s", scheme, host, server.getPort(), ConsoleRoute.ROOT);
        }
    }
}
