package dev.zoetrope.console;

import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkus.vertx.http.HttpServer;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;

/** Logs the address of the console when the server listens. */
@Singleton
class ConsoleAddress {
    private static final Logger LOG = Logger.getLogger(ConsoleAddress.class);

    private final ConsoleConfig config;
    private final HttpServer server;

    ConsoleAddress(ConsoleConfig config, HttpServer server) {
        this.config = config;
        this.server = server;
    }

    void log(@ObservesAsync HttpServerStart started) {
        log("http", started.options().getHost(), server.getPort());
    }

    void log(@ObservesAsync HttpsServerStart started) {
        log("https", started.options().getHost(), server.getSecurePort());
    }

    private void log(String scheme, String host, int port) {
        if (config.enabled()) {
            LOG.infof("The console is %s://%s:%d%s", scheme, host.equals("0.0.0.0") ? "localhost" : host, port,
                    ConsoleRoute.ROOT);
        }
    }
}
