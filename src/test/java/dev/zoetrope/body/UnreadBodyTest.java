package dev.zoetrope.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import dev.zoetrope.fake.RawHttp;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.ext.web.Router;

/**
 * Every route answers a request without a key before the body is complete: the client sends half a body only. The test finds
 * the routes by itself, in the classes of the application and in the router.
 */
@QuarkusTest
@WithTestResource(WithFakeVendor.class)
class UnreadBodyTest {
    private static final List<String> HALVES = List.of("Content-Length: 1000\r\n\r\n{\"model\":",
            "Transfer-Encoding: chunked\r\n\r\n8\r\n{\"model\"\r\n");

    @Inject
    Router router;

    /** Method and path; each path parameter is replaced by a value. */
    private record Route(String method, String path) {
        Route {
            path = path.replaceAll("\\{[^}]*}|:[a-z]+", "task-unified-1757165031-uyujaw3d").replaceAll("[/*]+$", "/x")
                    .replaceAll("//+", "/");
        }

        String head() {
            return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
        }
    }

    private Set<Route> routes() {
        Set<Route> routes = new TreeSet<>((one, other) -> one.toString().compareTo(other.toString()));
        for (Class<?> type : classes()) {
            if (type.isAnnotationPresent(Path.class) && !type.isAnnotationPresent(RegisterRestClient.class)) {
                routes.addAll(ofResource(type));
            }
        }
        router.getRoutes().stream().filter(route -> route.getPath() != null).forEach(route -> {
            Stream<String> methods = route.methods() == null ? Stream.of("GET", "POST")
                    : route.methods().stream().map(io.vertx.core.http.HttpMethod::name);
            methods.forEach(method -> routes.add(new Route(method, route.getPath())));
        });
        return routes;
    }

    private static List<Class<?>> classes() {
        java.nio.file.Path compiled = java.nio.file.Path.of("target", "classes");
        try (Stream<java.nio.file.Path> files = Files.walk(compiled)) {
            List<Class<?>> classes = new ArrayList<>();
            for (java.nio.file.Path file : files.filter(file -> file.toString().endsWith(".class")).toList()) {
                String name = compiled.relativize(file).toString().replace(".class", "").replace(File.separatorChar, '.');
                classes.add(Class.forName(name, false, UnreadBodyTest.class.getClassLoader()));
            }
            return classes;
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Route> ofResource(Class<?> resource) {
        List<Route> routes = new ArrayList<>();
        for (Method method : resource.getDeclaredMethods()) {
            String below = method.isAnnotationPresent(Path.class) ? "/" + method.getAnnotation(Path.class).value() : "";
            Stream.of(method.getAnnotations()).map(any -> any.annotationType().getAnnotation(HttpMethod.class))
                    .filter(verb -> verb != null)
                    .forEach(verb -> routes
                            .add(new Route(verb.value(), "/" + resource.getAnnotation(Path.class).value() + below)));
        }
        return routes;
    }

    @Test
    void the_routes_are_found() {
        assertThat(routes()).contains(new Route("POST", "/v1/videos/generations"), new Route("GET", "/v1/tasks/{id}"),
                new Route("POST", "/sandbox/v1/videos/generations"), new Route("GET", "/sandbox/files/*"),
                new Route("HEAD", "/v1/tasks/{id}/content"));
    }

    @TestFactory
    List<DynamicTest> a_head_without_a_key_is_answered_at_once_and_nothing_more_is_read() {
        // All requests are sent before the first answer is read, because each connection takes a second to close.
        return routes().stream().flatMap(route -> HALVES.stream().map(half -> {
            RawHttp client = new RawHttp(RestAssured.port).send(route.head() + half);
            return DynamicTest.dynamicTest(route + " " + half.substring(0, half.indexOf('\r')), () -> refused(route, client));
        })).toList();
    }

    private static void refused(Route route, RawHttp client) {
        try (client) {
            String answer = client.all();

            assertThat(answer).startsWith("HTTP/1.1 ").containsIgnoringCase("\r\nConnection: close\r\n");
            boolean forEverybody = route.path().startsWith("/q/") || route.path().startsWith("/console");
            assertThat(Integer.parseInt(answer.substring(9, 12))).isBetween(forEverybody ? 200 : 401, 405);
        }
    }

    @Test
    void what_follows_a_body_that_was_not_waited_for_is_no_request() {
        try (RawHttp client = new RawHttp(RestAssured.port)) {
            String next = "GET /v1/models HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + WithFakeVendor.ALICE
                    + "\r\n\r\n";
            String answers = client.send(RawHttp.create("nobody", "{}") + next).all();

            assertThat(answers).startsWith("HTTP/1.1 401 ").containsOnlyOnce("HTTP/1.1 ");
        }
    }

    @Test
    void the_sandbox_that_is_not_mounted_is_nothing_to_send_a_body_to() {
        try (RawHttp client = new RawHttp(RestAssured.port)) {
            String answer = client.send(new Route("POST", "/sandbox/v1/videos/generations").head() + HALVES.get(1)).all();

            assertThat(answer).startsWith("HTTP/1.1 404 ").contains("\"type\":\"not_found\"");
        }
    }
}
