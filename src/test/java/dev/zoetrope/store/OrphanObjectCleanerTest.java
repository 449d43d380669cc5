package dev.zoetrope.store;

import static dev.zoetrope.store.S3Workshop.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.fake.S3Server;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.Uploads;
import dev.zoetrope.ledger.sql.LedgerFixture;
import dev.zoetrope.ledger.upload.SqlUploads;
import dev.zoetrope.video.Upload;
import dev.zoetrope.video.UploadId;
import software.amazon.awssdk.services.s3.S3Client;

/** What a start removes from a bucket, in a real S3 server. */
class OrphanObjectCleanerTest {
    private static final Instant LATER = Instant.now().plus(OrphanObjectCleaner.GRACE).plusSeconds(60);

    @TempDir
    Path directory;
    private final Random random = new Random(9);
    private final S3Settings settings = S3Settings.of(S3Server.freshBucket());
    private S3Workshop workshop;
    private LedgerFixture ledger;
    private Uploads uploads;
    private S3Client client;
    private Bucket bucket;

    @BeforeEach
    void open() {
        workshop = new S3Workshop();
        ledger = new LedgerFixture(directory);
        uploads = new SqlUploads(ledger.ledger);
        client = workshop.client(settings);
        bucket = workshop.bucket(settings);
    }

    @AfterEach
    void close() {
        ledger.close();
        workshop.close();
    }

    private int removeOrphans(Instant now) {
        return await(new OrphanObjectCleaner(bucket, uploads, Clock.fixed(now, ZoneOffset.UTC))
                .removeOrphans());
    }

    private String put(String name) {
        await(bucket.put(name, "image/png", ByteBuffer.wrap(new byte[] { 1 })));
        return name;
    }

    private List<String> names() {
        return client.listObjectsV2Paginator(list -> list.bucket(settings.bucket().get())).contents().stream()
                .map(object -> object.key().substring(settings.prefix().length())).toList();
    }

    @Test
    void objects_without_a_row_are_removed_and_all_others_stay() {
        UploadId kept = UploadId.next(random);
        uploads.add(new Upload(kept, Tasks.ALICE, "a".repeat(64), 5, new Upload.Facts("image/png", 1, 1, null), Tasks.T0,
                Tasks.T0.plus(Duration.ofDays(1))), 100).await().indefinitely();
        put(kept.value());
        put(UploadId.next(random).value());
        put(UploadId.next(random).value());
        String result = put(S3Workshop.NAME.toString());
        String foreign = put("file-of-somebody");

        assertThat(removeOrphans(LATER)).isEqualTo(2);

        assertThat(names()).containsExactlyInAnyOrder(kept.value(), result, foreign);
    }

    @Test
    void a_young_object_may_be_one_whose_row_is_being_written() {
        String young = put(UploadId.next(random).value());

        assertThat(removeOrphans(Instant.now())).isZero();

        assertThat(names()).containsExactly(young);
    }

    @Test
    void more_objects_than_a_page_has_are_all_looked_at() {
        for (int i = 0; i < 1005; i++) {
            put(UploadId.next(random).value());
        }

        assertThat(removeOrphans(LATER)).isEqualTo(1005);

        assertThat(names()).isEmpty();
    }

    @Test
    void unfinished_uploads_are_aborted_when_they_are_old() {
        String key = settings.prefix() + UploadId.next(random);
        client.createMultipartUpload(begin -> begin.bucket(settings.bucket().get()).key(key));
        client.createMultipartUpload(begin -> begin.bucket(settings.bucket().get()).key(settings.prefix() + "other"));

        removeOrphans(Instant.now());
        assertThat(unfinished()).hasSize(2);
        removeOrphans(LATER);

        assertThat(unfinished()).containsExactly(settings.prefix() + "other");
    }

    private List<String> unfinished() {
        return client.listMultipartUploads(list -> list.bucket(settings.bucket().get())).uploads().stream()
                .map(upload -> upload.key()).toList();
    }
}
