package dev.zoetrope.vault.serve;

import static dev.zoetrope.vault.Films.awaitStored;
import static dev.zoetrope.vault.Films.completed;
import static dev.zoetrope.vault.Films.film;
import static dev.zoetrope.vault.Films.part;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.FileServer;
import dev.zoetrope.store.LinkSigner;
import dev.zoetrope.vault.ArchiveScenario;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;

/** A signed URL serves its file in the way that players and download programs need. Every other URL is refused. */
@QuarkusTest
@WithTestResource(ArchiveScenario.class)
class ContentHandlerTest {
    private static final FileServer FILES = new FileServer();
    private static final byte[] FILM = film(10_000);
    private static JsonPath task;
    private static int films;

    FakeVendor vendor;

    @AfterAll
    static void close() {
        FILES.close();
        task = null;
    }

    @BeforeEach
    void storeFilm() {
        if (task == null) {
            String name = "content " + films++;
            task = awaitStored(completed(vendor, name, FILES.url("/film.mp4", FileServer.film(FILM))));
        }
    }

    private static String url() {
        return task.getString("results[0].url");
    }

    private static String etag() {
        return '"' + task.getString("results[0].sha256") + '"';
    }

    /** Requests the URL without encoding it again. */
    private static io.restassured.response.Response get(String url) {
        return given().urlEncodingEnabled(false).get(url);
    }

    @Test
    void the_head_says_all_about_the_file() {
        for (ValidatableResponse answer : new ValidatableResponse[] { get(url()).then(), given().head(url()).then() }) {
            answer.statusCode(200).header("Content-Type", "video/mp4").header("Content-Length", "10000")
                    .header("ETag", etag()).header("Accept-Ranges", "bytes").header("X-Content-Type-Options", "nosniff")
                    .header("Content-Security-Policy", startsWith("default-src 'none'; media-src 'self'"))
                    .header("Content-Disposition", "inline; filename=\"" + task.getString("id") + ".mp4\"")
                    .header("Cache-Control", matchesPattern("private, max-age=(8[6-9]|90)[0-9]{3}"))
                    .header("X-Request-Id", notNullValue());
        }
        assertThat(get(url()).asByteArray()).isEqualTo(FILM);
        assertThat(given().head(url()).asByteArray()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "bytes=0-99,0,100", "bytes=100-,100,10000", "bytes=9999-,9999,10000", "bytes=-1,9999,10000",
            "bytes=-500,9500,10000", "bytes=-99999,0,10000", "bytes=9000-99999,9000,10000", "BYTES=5-5,5,6",
            "bytes=0-999999999999999999999999,0,10000" })
    void a_range_is_answered_with_its_bytes(String range, int from, int to) {
        byte[] bytes = given().header("Range", range).get(url()).then().statusCode(206)
                .header("Content-Range", "bytes " + from + "-" + (to - 1) + "/10000")
                .header("Content-Length", Integer.toString(to - from)).header("ETag", etag()).extract().asByteArray();

        assertThat(bytes).isEqualTo(part(FILM, from, to));
    }

    @ParameterizedTest
    @ValueSource(strings = { "bytes=10000-", "bytes=10000-10001", "bytes=-0", "bytes=5-2", "bytes=", "bytes=a-b", "bytes=-",
            "bytes=99999999999999999999999-" })
    void a_range_that_is_none_is_416(String range) {
        given().header("Range", range).get(url()).then().statusCode(416).header("Content-Range", "bytes */10000")
                .contentType("application/json").header("ETag", nullValue()).header("Content-Disposition", nullValue())
                .body("error.type", equalTo("invalid_request_error")).body("error.code", equalTo("bad_range"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "bytes=0-1,5-6", "pages=1-2", "bytes", "" })
    void several_ranges_and_other_units_are_answered_with_the_whole_file(String range) {
        assertThat(given().header("Range", range).get(url()).then().statusCode(200).header("Content-Range", nullValue())
                .extract().asByteArray()).isEqualTo(FILM);
    }

    @Test
    void a_head_knows_no_range() {
        given().header("Range", "bytes=0-1").head(url()).then().statusCode(200).header("Content-Length", "10000");
    }

    @Test
    void a_download_goes_on_only_with_the_same_file() {
        given().header("Range", "bytes=10-").header("If-Range", etag()).get(url()).then().statusCode(206);
        for (String other : new String[] { "\"other\"", "W/" + etag(), "Wed, 21 Oct 2026 07:28:00 GMT" }) {
            given().header("Range", "bytes=10-").header("If-Range", other).get(url()).then().statusCode(200)
                    .header("Content-Length", "10000");
        }
    }

    @Test
    void who_has_the_file_is_told_so() {
        for (String tags : new String[] { etag(), "\"x\", " + etag(), "W/" + etag(), "*" }) {
            given().header("If-None-Match", tags).get(url()).then().statusCode(304).header("ETag", etag())
                    .header("Cache-Control", not(nullValue()));
        }
        given().header("If-None-Match", etag()).head(url()).then().statusCode(304);
        given().header("If-None-Match", "\"x\"").get(url()).then().statusCode(200);
    }

    @Test
    void without_a_link_of_ours_nothing_is_told_not_even_whether_there_is_a_task() {
        String id = task.getString("id");
        String other = "task-unified-1757165031-uyujaw3d";
        String signature = url().replaceAll(".*signature=", "");
        String expires = url().replaceAll(".*expires=([0-9]+).*", "$1");
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("no signature at all", url().replaceAll("\\?.*", ""));
        wrong.put("no signature", url().replaceAll("&signature.*", ""));
        wrong.put("an empty one", url().replaceAll("signature=.*", "signature="));
        wrong.put("one letter less", url().substring(0, url().length() - 1));
        wrong.put("one letter more", url() + "A");
        wrong.put("another letter", url().replace("signature=" + signature, "signature=" + other(signature)));
        wrong.put("another end", url().replace(expires, Long.toString(Long.parseLong(expires) + 1)));
        wrong.put("no end", url().replaceAll("expires=[0-9]+&", ""));
        wrong.put("a long passed end", url().replace(expires, "1"));
        wrong.put("an end that is no number", url().replace(expires, "1e9"));
        wrong.put("an end beyond all numbers", url().replace(expires, "9".repeat(40)));
        wrong.put("another file", url() + "&index=1");
        wrong.put("no file", url() + "&index=x");
        wrong.put("another task's", url().replace(id, other));
        wrong.put("what is no task", url().replace(id, "x".repeat(36)));
        String told = null;
        for (Map.Entry<String, String> link : wrong.entrySet()) {
            for (String key : new String[] { "none", "key-of-alice-long" }) {
                String error = given().urlEncodingEnabled(false).header("Authorization", "Bearer " + key)
                        .header("Range", "bytes=0-1").get(link.getValue()).then()
                        .statusCode(403).body("error.type", equalTo("permission_error"))
                        .header("ETag", nullValue()).header("Content-Range", nullValue()).extract().asString()
                        .replaceAll("req_[0-9a-f]+", "");
                told = told == null ? error : told;
                assertThat(error).as(link.getKey()).isEqualTo(told).doesNotContain(id);
            }
        }
    }

    private static String other(String signature) {
        return (signature.startsWith("A") ? "B" : "A") + signature.substring(1);
    }

    @Test
    void another_gateways_link_is_foreign() {
        String foreign = new LinkSigner(new byte[32]).sign(task.getString("id"), 0, task.getLong("results[0].expires_at"));
        get(url().replaceAll("signature=.*", "signature=" + foreign)).then().statusCode(403);
    }

    @Test
    void other_methods_are_not_taken() {
        given().body("x").post(url()).then().statusCode(org.hamcrest.Matchers.oneOf(404, 405));
        given().delete(url()).then().statusCode(org.hamcrest.Matchers.oneOf(404, 405));
    }

    @Test
    void a_player_that_jumps_about_on_one_connection_gets_each_part() throws Exception {
        HttpClient player = HttpClient.newHttpClient();
        for (int from : new int[] { 0, 9000, 100, 5000, 9999 }) {
            HttpResponse<byte[]> answer = player.send(HttpRequest.newBuilder(URI.create(url()))
                    .header("Range", "bytes=" + from + "-").build(), HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(206);
            assertThat(answer.body()).isEqualTo(part(FILM, from, FILM.length));
        }
    }
}
