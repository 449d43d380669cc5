package dev.zoetrope.api;

import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.createTask;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsStringIgnoringCase;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** A browser application with another origin, and the settings of {@code docs/operations.md}. */
@QuarkusTest
@WithTestResource(CorsTest.OtherOriginAndHttp2.class)
public class CorsTest {
    private static final String APPLICATION = "https://app.example.com";
    private static final String ALLOWED = "Access-Control-Allow-Origin";

    /** Reads the settings from {@code docs/operations.md}; also switches HTTP/2 in clear text on, for {@link Http2Test}. */
    public static final class OtherOriginAndHttp2 extends WithFakeVendor {
        @Override
        public Map<String, String> tightened() {
            return Map.of("quarkus.http.http2", "true", "quarkus.http.cors.enabled", setting("enabled"),
                    "quarkus.http.cors.origins", setting("origins"),
                    "quarkus.http.cors.exposed-headers", setting("exposed-headers"));
        }

        private static String setting(String name) {
            try {
                Matcher found = Pattern.compile("`quarkus\\.http\\.cors\\." + name + "=([^`]+)`")
                        .matcher(Files.readString(Path.of("docs", "operations.md")));
                assertThat(found.find()).as(name).isTrue();
                return found.group(1);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void a_preflight_needs_no_key() {
        given().header("Origin", APPLICATION).header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type,prefer").options(Calls.GENERATIONS)
                .then().statusCode(200).header(ALLOWED, equalTo(APPLICATION))
                .header("Access-Control-Allow-Headers", containsStringIgnoringCase("authorization"));
    }

    @Test
    void answers_and_errors_may_be_read() {
        String id = createTask("from another origin");

        alice().header("Origin", APPLICATION).get(TASKS + id).then().statusCode(200).header(ALLOWED, equalTo(APPLICATION))
                .header("Access-Control-Expose-Headers", containsStringIgnoringCase("etag"));
        given().header("Origin", APPLICATION).get(TASKS + id).then().statusCode(401).header(ALLOWED, equalTo(APPLICATION));
    }

    @Test
    void another_origin_may_not_read() {
        given().header("Origin", "https://evil.example").header("Access-Control-Request-Method", "POST")
                .options(Calls.GENERATIONS).then().header(ALLOWED, nullValue());
    }
}
