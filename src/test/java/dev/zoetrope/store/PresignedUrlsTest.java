package dev.zoetrope.store;

import static dev.zoetrope.store.S3Workshop.NAME;
import static dev.zoetrope.store.S3Workshop.await;
import static dev.zoetrope.store.S3Workshop.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.S3Server;
import dev.zoetrope.store.aws.AwsCredentials;
import io.vertx.core.Future;

/** Presigned URLs against a real S3 server, which checks their signatures. */
class PresignedUrlsTest {
    private static final String DISPOSITION = "inline; filename=\"film.mp4\"";

    private final S3Workshop workshop = new S3Workshop();
    private final S3Settings settings = S3Settings.of(S3Server.freshBucket());
    private final PresignedUrls links = new PresignedUrls(workshop.vertx, settings,
            () -> Future.succeededFuture(AwsCredentials.lasting(S3Server.ACCESS_KEY, S3Server.SECRET_KEY)), Clock.systemUTC());

    @AfterEach
    void stop() {
        workshop.close();
    }

    private String link(ResultFileId fileId, Duration life) {
        return await(links.presign(fileId.toString(), "video/mp4", DISPOSITION, life));
    }

    private static HttpResponse<byte[]> get(String url, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        return HttpClient.newHttpClient().send((headers.length == 0 ? request : request.headers(headers)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void whoever_has_a_link_reads_the_object_and_any_range_of_it() throws Exception {
        workshop.storeFile(workshop.store(settings), NAME, bytes(1000));

        String url = link(NAME, Duration.ofMinutes(1));

        assertThat(url).startsWith(S3Server.endpoint() + "/" + settings.bucket().get() + "/zoetrope/" + NAME + "?");
        HttpResponse<byte[]> whole = get(url);
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.body()).isEqualTo(bytes(1000));
        assertThat(whole.headers().firstValue("Content-Type")).contains("video/mp4");
        assertThat(whole.headers().firstValue("Content-Disposition")).contains(DISPOSITION);
        HttpResponse<byte[]> part = get(url, "Range", "bytes=990-");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).hasSize(10);
    }

    @Test
    void a_link_is_for_one_object_and_for_an_hour_at_most() throws Exception {
        ResultFileId other = new ResultFileId(NAME.task(), 1);
        FileStore store = workshop.store(settings);
        workshop.storeFile(store, NAME, bytes(10));
        workshop.storeFile(store, other, bytes(10));

        String url = link(NAME, Duration.ofDays(1));

        assertThat(url).contains("X-Amz-Expires=3600");
        assertThat(get(url.replace(NAME.toString(), other.toString())).statusCode()).isEqualTo(403);
        assertThat(get(url.replace("3600", "7200")).statusCode()).isEqualTo(403);
        assertThat(link(NAME, Duration.ofSeconds(90))).contains("X-Amz-Expires=90");
    }

    @Test
    void only_a_store_that_is_told_to_sends_readers_on() {
        FileStore plain = workshop.store(settings);

        assertThat(await(plain.redirectUrl(NAME, "video/mp4", DISPOSITION, Duration.ofMinutes(1)))).isEmpty();
    }
}
