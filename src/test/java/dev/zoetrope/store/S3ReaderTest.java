package dev.zoetrope.store;

import static dev.zoetrope.store.S3Workshop.NAME;
import static dev.zoetrope.store.S3Workshop.await;
import static dev.zoetrope.store.S3Workshop.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.S3Server;
import dev.zoetrope.fake.Wire;
import dev.zoetrope.vault.SlowObject;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/** Slow readers, readers that close the connection, and objects that break off; and what the S3 store sees. */
class S3ReaderTest {
    private static final long LARGE = 96L << 20;
    /** Most bytes of the object that sockets and queues of the machine may buffer. */
    private static final long MAX_BUFFERED = 48L << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final S3Workshop workshop = new S3Workshop();

    @AfterEach
    void stop() {
        workshop.close();
    }

    private FileStore storeOf(SlowObject object) {
        return workshop.store(S3Settings.of("bucket").through(object.port()));
    }

    private void awaitStandstill(AtomicLong counter) {
        AtomicLong before = new AtomicLong(-1);
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500))
                .until(() -> before.getAndSet(counter.get()) == counter.get() && counter.get() > 0);
    }

    @Test
    void no_more_is_read_than_the_reader_takes_and_all_of_it_once_it_does() {
        // Given a reader that has read only the head
        SlowObject object = new SlowObject(workshop.vertx, LARGE);
        HttpClientResponse response = workshop.get(workshop.serve(storeOf(object), NAME, 0, LARGE));
        awaitStandstill(object.written);
        assertThat(object.written.get()).isLessThan(MAX_BUFFERED);
        // When
        AtomicLong taken = new AtomicLong();
        Future<Void> end = response.handler(chunk -> taken.addAndGet(chunk.length())).end();
        response.resume();
        // Then
        await(end);
        assertThat(taken).hasValue(LARGE);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(workshop.sendResults).containsExactly("sent"));
    }

    @Test
    void a_reader_that_hangs_up_ends_the_read_of_the_object() {
        SlowObject object = new SlowObject(workshop.vertx, LARGE);
        HttpClientResponse response = workshop.get(workshop.serve(storeOf(object), NAME, 0, LARGE));
        awaitStandstill(object.written);

        response.request().reset();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(object.hungUp).as("connections closed early").hasValue(1));
        assertThat(object.written.get()).isLessThan(MAX_BUFFERED);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(workshop.sendResults).containsExactly("BucketException"));
    }

    @Test
    void an_object_that_is_cut_off_breaks_off_the_answer_instead_of_ending_it() {
        SlowObject object = new SlowObject(workshop.vertx, LARGE);
        try (Wire wire = new Wire(object.port())) {
            FileStore store = workshop.store(S3Settings.of("bucket").through(wire.port()));
            HttpClientResponse response = workshop.get(workshop.serve(store, NAME, 0, LARGE));
            awaitStandstill(object.written);

            Future<Buffer> body = response.body();
            wire.cut();
            response.resume();

            assertThatThrownBy(() -> await(body)).hasRootCauseInstanceOf(Exception.class);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(workshop.sendResults).containsExactly("BucketException"));
        }
    }

    @Test
    void a_store_that_cannot_be_reached_leaves_room_for_another_answer() {
        String bucket = S3Server.freshBucket();
        workshop.storeFile(workshop.store(S3Settings.of(bucket)), NAME, bytes(10));
        try (Wire wire = new Wire(S3Server.port())) {
            wire.cut();
            FileStore store = workshop.store(S3Settings.of(bucket).through(wire.port()));
            assertThat(workshop.status(store, NAME, 0, 10)).isEqualTo(503);

            wire.mend();

            assertThat(workshop.read(store, NAME, 0, 10)).isEqualTo(bytes(10));
            await().atMost(PATIENCE).untilAsserted(
                    () -> assertThat(workshop.sendResults).containsExactly("BucketException", "sent"));
        }
    }
}
