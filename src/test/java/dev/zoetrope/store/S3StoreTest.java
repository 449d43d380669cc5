package dev.zoetrope.store;

import static dev.zoetrope.store.S3Workshop.NAME;
import static dev.zoetrope.store.S3Workshop.TYPE;
import static dev.zoetrope.store.S3Workshop.await;
import static dev.zoetrope.store.S3Workshop.bytes;
import static dev.zoetrope.store.S3Workshop.sha256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.fake.S3Server;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** The S3 store without failures, against a real S3 server. */
class S3StoreTest {
    private static final int PART = 5 << 20;

    private S3Workshop workshop;
    private S3Settings settings;
    private FileStore store;
    private S3Client directClient;

    @BeforeEach
    void start() {
        workshop = new S3Workshop();
        settings = S3Settings.of(S3Server.freshBucket());
        store = workshop.store(settings);
        directClient = workshop.client(settings);
    }

    @AfterEach
    void stop() {
        workshop.close();
    }

    private String key(ResultFileId fileId) {
        return settings.prefix() + fileId;
    }

    private List<String> objects() {
        return directClient.listObjectsV2(list -> list.bucket(settings.bucket().get()).prefix(settings.prefix()))
                .contents()
                .stream()
                .map(object -> object.key()).toList();
    }

    private List<String> uploads() {
        return directClient.listMultipartUploads(list -> list.bucket(settings.bucket().get())).uploads().stream()
                .map(MultipartUpload::uploadId).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1, PART - 1, PART, PART + 1, 3 * PART, 3 * PART + 4711 })
    void a_file_of_any_size_comes_back_as_it_was(int size) throws Exception {
        byte[] content = bytes(size);

        workshop.storeFile(store, NAME, content);

        assertThat(sha256(workshop.read(store, NAME, 0, size))).isEqualTo(sha256(content));
        HeadObjectResponse head = directClient.headObject(get -> get.bucket(settings.bucket().get()).key(key(NAME)));
        assertThat(head.contentType()).isEqualTo(TYPE);
        assertThat(head.contentLength()).isEqualTo(size);
        assertThat(uploads()).isEmpty();
        assertThat(workshop.sendResults).containsExactly("sent");
    }

    @ParameterizedTest
    @CsvSource({ "0,1", "0,1000", "999,1", "5242879,2", "5242880,5242880", "10485759,1", "1234567,9000000" })
    void any_range_can_be_read(int from, int length) throws Exception {
        byte[] content = bytes(2 * PART);
        workshop.storeFile(store, NAME, content);

        byte[] part = workshop.read(store, NAME, from, length);

        assertThat(sha256(part)).isEqualTo(sha256(Arrays.copyOfRange(content, from, from + length)));
    }

    @Test
    void a_draft_is_not_seen_before_it_is_kept() {
        FileStore.Draft draft = await(store.create(NAME, TYPE));
        workshop.write(bytes(2 * PART + 1), draft);

        assertThat(workshop.status(store, NAME, 0, 1)).isEqualTo(404);
        assertThat(objects()).isEmpty();

        await(draft.commit());
        assertThat(workshop.status(store, NAME, 0, 1)).isEqualTo(200);
        assertThat(objects()).containsExactly(key(NAME));
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1000, 3 * PART })
    void what_is_discarded_leaves_nothing(int size) {
        FileStore.Draft draft = await(store.create(NAME, TYPE));
        workshop.write(bytes(size), draft);

        await(draft.discard());

        assertThat(workshop.status(store, NAME, 0, 1)).isEqualTo(404);
        assertThat(objects()).isEmpty();
        assertThat(uploads()).isEmpty();
    }

    @Test
    void what_an_earlier_process_began_is_ended_by_the_next_copy_of_the_same_file() {
        // Given an abandoned upload, and a running upload of another file
        ResultFileId other = new ResultFileId(NAME.task(), 1);
        workshop.write(bytes(2 * PART + 1), await(store.create(NAME, TYPE)));
        FileStore.Draft others = await(store.create(other, TYPE));
        workshop.write(bytes(2 * PART + 1), others);
        assertThat(uploads()).hasSize(2);
        // When
        workshop.storeFile(store, NAME, bytes(2 * PART));
        // Then
        assertThat(uploads()).hasSize(1);
        await(others.commit());
        assertThat(uploads()).isEmpty();
        assertThat(objects()).containsExactlyInAnyOrder(key(NAME), key(other));
    }

    @Test
    void a_file_takes_the_place_of_an_earlier_one() {
        workshop.storeFile(store, NAME, bytes(2 * PART));

        workshop.storeFile(store, NAME, bytes(17));

        assertThat(workshop.read(store, NAME, 0, 17)).isEqualTo(bytes(17));
        assertThat(workshop.status(store, NAME, 0, 18)).as("more bytes than the file has").isEqualTo(404);
        assertThat(workshop.status(store, NAME, 17, 1)).as("from beyond the end of the file").isEqualTo(404);
        await(store.check(NAME, 17));
        assertThatThrownBy(() -> await(store.check(NAME, 18))).isInstanceOf(MissingFileException.class);
    }

    @Test
    void what_is_removed_is_gone_and_may_be_removed_again() {
        workshop.storeFile(store, NAME, bytes(1000));

        await(store.remove(NAME));
        await(store.remove(NAME));

        assertThat(workshop.status(store, NAME, 0, 1000)).isEqualTo(404);
        assertThat(workshop.status(store, NAME, 0, 0)).isEqualTo(404);
        assertThatThrownBy(() -> await(store.check(NAME, 1000))).isInstanceOf(MissingFileException.class);
        assertThat(objects()).isEmpty();
        assertThat(workshop.sendResults).containsOnly("MissingFileException");
    }

    @Test
    void what_one_replica_keeps_another_serves_and_removes() throws Exception {
        FileStore replica = workshop.store(settings);

        workshop.storeFile(store, NAME, bytes(PART + 5));

        assertThat(sha256(workshop.read(replica, NAME, 0, PART + 5))).isEqualTo(sha256(bytes(PART + 5)));
        await(replica.remove(NAME));
        assertThat(workshop.status(store, NAME, 0, 1)).isEqualTo(404);
    }

    @Test
    void two_prefixes_share_a_bucket_and_nothing_else() {
        FileStore neighbour = workshop.store(settings.below("neighbour/"));
        workshop.storeFile(store, NAME, bytes(10));

        assertThat(workshop.status(neighbour, NAME, 0, 1)).isEqualTo(404);
        await(neighbour.remove(NAME));
        assertThat(workshop.status(store, NAME, 0, 10)).isEqualTo(200);
    }
}
