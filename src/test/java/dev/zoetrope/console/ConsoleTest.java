package dev.zoetrope.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** The page is served with strict headers, and changes nothing for programs. */
@QuarkusTest
@WithTestResource(WithFakeVendor.class)
class ConsoleTest {
    /** What browsers send for a page. */
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private static RequestSpecification browser() {
        return given().redirects().follow(false).header("Accept", BROWSER);
    }

    private static ValidatableResponse strict(ValidatableResponse answer) {
        return answer.header("X-Content-Type-Options", "nosniff").header("Referrer-Policy", "no-referrer")
                .header("Content-Security-Policy", allOf(startsWith("default-src 'none'"), containsString("script-src 'self';"),
                        containsString("frame-ancestors 'none'"), not(containsString("unsafe")), not(containsString("http"))));
    }

    @ParameterizedTest
    @ValueSource(strings = { "/", "/console" })
    void a_browser_is_led_to_the_page(String path) {
        browser().get(path).then().statusCode(302).header("Location", "console/");
    }

    @ParameterizedTest
    @ValueSource(strings = { "*/*", "application/json" })
    void for_programs_there_is_nothing_at_the_root(String accepted) {
        given().header("Accept", accepted).get("/").then().statusCode(404).body("error.type", equalTo("not_found"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "tasks", "tasks/task-unified-1795610383-3u2c0ogz", "operator/a/b" })
    void each_path_of_the_page_is_the_page(String path) {
        String document = strict(browser().get("/console/" + path).then()).statusCode(200)
                .contentType("text/html;charset=UTF-8").header("Cache-Control", "no-cache").extract().asString();

        long up = path.chars().filter(c -> c == '/').count();
        assertThat(document).contains("<base href=\"" + (up == 0 ? "./" : "../".repeat((int) up)) + "\">");
    }

    @Test
    void the_page_has_no_inline_code_and_its_files_never_change() {
        String document = browser().get("/console/").then().extract().asString();
        Matcher files = Pattern.compile("(?:src|href)=\"(static/app-[A-Z0-9]+\\.(?:js|css))\"").matcher(document);

        assertThat(document).doesNotContain("<style").doesNotContainPattern("<script[^>]*>[^<]")
                .doesNotContainPattern(" on\\w+=");
        int found = 0;
        while (files.find()) {
            found++;
            strict(given().get("/console/" + files.group(1)).then()).statusCode(200)
                    .header("Cache-Control", "public, max-age=31536000, immutable");
        }
        assertThat(found).isEqualTo(2);
        strict(given().get("/console/static/inter-4.1.woff2").then()).statusCode(200).contentType("font/woff2");
        strict(given().get("/console/icon.svg").then()).statusCode(200).contentType("image/svg+xml");
    }

    @Test
    void a_file_that_does_not_exist_is_not_cached() {
        given().get("/console/static/app-OLD.js").then().statusCode(404).header("Cache-Control", "no-cache")
                .body("error.type", equalTo("not_found"));
    }

    @Test
    void the_page_learns_what_it_must_know_and_no_secret() {
        String answer = strict(given().get("/console/config").then()).statusCode(200).header("Cache-Control", "no-store")
                .body("needs_key", equalTo(true)).body("sandbox", equalTo(false)).body("samples", empty())
                .body("version", not(nullValue())).extract().asString();

        assertThat(answer).doesNotContain(WithFakeVendor.ALICE, WithFakeVendor.OPS);
    }

    @Test
    void the_page_is_read_only() {
        given().body("{}").post("/console/").then().statusCode(404);
    }
}
