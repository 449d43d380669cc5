package dev.zoetrope.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.web.bundler.runtime.Bundle;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;

/** {@code zoetrope.console.enabled}. */
class ConsoleOffTest {
    private static final Page PAGE = new Page(new Bundle(new Bundle.Mapping() {
        @Override
        public String get(String name) {
            return "/console/static/" + name;
        }

        @Override
        public Set<String> names() {
            return Set.of("app.js", "app.css");
        }
    }));

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private int status(boolean enabled, String path) throws Exception {
        Router router = Router.router(vertx);
        new ConsoleRoute(() -> enabled, PAGE).mount(router);
        HttpServer server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").toCompletionStage()
                .toCompletableFuture().get(10, TimeUnit.SECONDS);
        URI url = URI.create("http://127.0.0.1:" + server.actualPort() + path);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(url).version(HttpClient.Version.HTTP_1_1)
                .header("Accept", "text/html").build(),
                HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    @Test
    void without_the_console_its_paths_do_not_exist() throws Exception {
        assertThat(status(true, "/console/")).isEqualTo(200);
        assertThat(status(false, "/console/")).isEqualTo(404);
        assertThat(status(false, "/console/static/app.js")).isEqualTo(404);
        assertThat(status(false, "/")).isEqualTo(404);
    }
}
