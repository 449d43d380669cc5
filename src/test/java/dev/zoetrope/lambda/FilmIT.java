package dev.zoetrope.lambda;

import static dev.zoetrope.lambda.Surroundings.create;
import static dev.zoetrope.lambda.Surroundings.task;
import static dev.zoetrope.lambda.Surroundings.tick;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import dev.zoetrope.fake.FileServer;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.S3Server;
import io.vertx.core.json.JsonObject;

/** A film on its way from the vendor by a tick into the bucket, and from there to whoever has the link. */
@EnabledOnOs(OS.LINUX)
class FilmIT {
    private final Surroundings around = new Surroundings();
    private final FileServer files = new FileServer();
    private final byte[] film = film();

    private static byte[] film() {
        byte[] bytes = new byte[9_000_000]; // more than a function may answer with
        new Random(9).nextBytes(bytes);
        System.arraycopy("ftypisom".getBytes(StandardCharsets.US_ASCII), 0, bytes, 4, 8);
        return bytes;
    }

    @AfterEach
    void close() {
        around.close();
        files.close();
    }

    private Map<String, String> bucket(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of("ZOETROPE_VAULT_MODE", "s3", "ZOETROPE_VAULT_S3_ENDPOINT",
                S3Server.endpoint(), "ZOETROPE_VAULT_S3_BUCKET", S3Server.freshBucket(), "ZOETROPE_VAULT_S3_ACCESS_KEY",
                S3Server.ACCESS_KEY, "ZOETROPE_VAULT_S3_SECRET_KEY", S3Server.SECRET_KEY));
        settings.putAll(more);
        return settings;
    }

    /** The link of a film that a tick has kept. */
    private URI kept(Function function, byte[] bytes) {
        String link = files.url("/film", FileServer.film(bytes));
        String id = function.invoke(create("film")).body().getString("id");
        around.vendor.onQuery(around.vendorId("film"), Replies.completed(link));
        JsonObject completed = function.invoke(task(id)).body();
        assertThat(completed.getJsonArray("results").getJsonObject(0).getString("url")).isEqualTo(link);

        assertThat(function.invoke(tick()).body().getInteger("kept")).isEqualTo(1);

        JsonObject result = function.invoke(task(id)).body().getJsonArray("results").getJsonObject(0);
        assertThat(result.getInteger("size")).isEqualTo(bytes.length);
        return URI.create(result.getString("url"));
    }

    private static Event reading(Event event, URI link) {
        Map<String, String> query = new HashMap<>();
        for (String parameter : link.getQuery().split("&", -1)) {
            query.put(parameter.substring(0, parameter.indexOf('=')), parameter.substring(parameter.indexOf('=') + 1));
        }
        return event.query(query);
    }

    @Test
    void the_reader_of_a_link_is_sent_on_to_the_bucket() throws Exception {
        // Given
        Function function = around.start(bucket(Map.of()));
        URI link = kept(function, film);
        assertThat(link.toString()).startsWith("https://" + Event.HOST + "/v1/tasks/");
        // When
        Answer answer = function.invoke(reading(Event.get(link.getPath()), link));
        // Then
        assertThat(answer.status()).isEqualTo(302);
        URI there = URI.create(answer.header("Location"));
        HttpResponse<byte[]> read = HttpClient.newHttpClient().send(HttpRequest.newBuilder(there).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(Arrays.equals(read.body(), film)).isTrue();
        assertThat(read.headers().firstValue("Content-Type")).contains("video/mp4");
        assertThat(read.headers().firstValue("Content-Disposition").orElse("")).startsWith("inline; filename=\"task-unified-");
        Answer head = function.invoke(reading(Event.head(link.getPath()), link));
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo(Integer.toString(film.length));
        assertThat(function.invoke(Event.get(link.getPath())).status()).isEqualTo(403);
    }

    @Test
    void bytes_that_a_function_answers_with_arrive_as_they_are() {
        Function function = around.start(bucket(Map.of("ZOETROPE_VAULT_S3_REDIRECT", "false")));
        byte[] small = Arrays.copyOf(film, 100_000);
        URI link = kept(function, small);

        Answer whole = function.invoke(reading(Event.get(link.getPath()), link));
        Answer part = function.invoke(reading(Event.get(link.getPath()), link).header("Range", "bytes=10-109"));

        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.json().getBoolean("isBase64Encoded")).isTrue();
        assertThat(whole.bytes()).isEqualTo(small);
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.bytes()).isEqualTo(Arrays.copyOfRange(small, 10, 110));
    }
}
