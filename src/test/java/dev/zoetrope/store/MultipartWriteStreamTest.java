package dev.zoetrope.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;

/** How a stream is split into parts. The test decides when each upload completes. */
class MultipartWriteStreamTest {
    private final List<String> uploaded = new ArrayList<>();
    private final Deque<Promise<Void>> runningUploads = new ArrayDeque<>();
    private final MultipartWriteStream stream = new MultipartWriteStream(4, part -> {
        uploaded.add(text(part));
        runningUploads.add(Promise.promise());
        return runningUploads.getLast().future();
    });

    private static String text(PartBuffer part) {
        StringBuilder text = new StringBuilder();
        for (ByteBuffer slice : part.slices()) {
            text.append(StandardCharsets.US_ASCII.decode(slice));
        }
        return text.toString();
    }

    private Future<Void> write(String text) {
        return stream.write(Buffer.buffer(text));
    }

    @Test
    void a_part_is_shipped_only_when_more_comes() {
        write("abcd");
        assertThat(uploaded).isEmpty();
        assertThat(stream.writeQueueFull()).isFalse();

        write("e");

        assertThat(uploaded).containsExactly("abcd");
        assertThat(stream.lastPart().isComplete()).as("complete while an upload is running").isFalse();
        runningUploads.remove().complete();
        assertThat(text(stream.lastPart().result())).isEqualTo("e");
    }

    @Test
    void it_is_full_with_one_part_under_way_and_one_filled_and_drains_when_that_is_shipped() {
        AtomicInteger drained = new AtomicInteger();
        write("abcdefgh");
        assertThat(uploaded).containsExactly("abcd");
        assertThat(stream.writeQueueFull()).isTrue();
        stream.drainHandler(now -> drained.incrementAndGet());

        assertThat(drained).hasValue(0);
        runningUploads.remove().complete();

        assertThat(drained).hasValue(1);
        assertThat(stream.writeQueueFull()).isFalse();
        assertThat(uploaded).as("a full part waits for more bytes").containsExactly("abcd");
    }

    @Test
    void a_writer_that_does_not_heed_loses_nothing() {
        write("abcdefghijklmno");
        write("pqr");
        Future<PartBuffer> rest = stream.lastPart();

        while (!runningUploads.isEmpty()) {
            assertThat(rest.isComplete()).isFalse();
            runningUploads.remove().complete();
        }

        assertThat(uploaded).containsExactly("abcd", "efgh", "ijkl", "mnop");
        assertThat(text(rest.result())).isEqualTo("qr");
    }

    @Test
    void parts_that_are_shipped_at_once_hold_nobody_up() {
        List<String> parts = new ArrayList<>();
        MultipartWriteStream quick = new MultipartWriteStream(4, part -> {
            parts.add(text(part));
            return Future.succeededFuture();
        });

        quick.write(Buffer.buffer("abcdefghijkl"));

        assertThat(quick.writeQueueFull()).isFalse();
        assertThat(parts).containsExactly("abcd", "efgh");
        assertThat(text(quick.lastPart().result())).isEqualTo("ijkl");
    }

    @Test
    void after_a_failure_nothing_is_taken_or_shipped() {
        List<Throwable> told = new ArrayList<>();
        stream.exceptionHandler(told::add);
        write("abcdefghij");

        runningUploads.remove().fail("no");

        assertThat(told).singleElement().extracting(Throwable::getMessage).isEqualTo("no");
        assertThat(write("k").failed()).isTrue();
        assertThat(stream.lastPart().failed()).isTrue();
        assertThat(stream.whenIdle().succeeded()).isTrue();
        assertThat(uploaded).containsExactly("abcd");
    }

    @Test
    void who_discards_waits_for_what_is_under_way() {
        write("abcdefghij");

        stream.fail(new BucketException("discarded"));
        Future<Void> idle = stream.whenIdle();

        assertThat(idle.isComplete()).isFalse();
        runningUploads.remove().complete();
        assertThat(idle.succeeded()).isTrue();
        assertThat(uploaded).containsExactly("abcd");
    }

    @Test
    void a_drain_handler_that_comes_too_late_is_called_at_once() {
        AtomicInteger drained = new AtomicInteger();
        write("ab");

        stream.drainHandler(now -> drained.incrementAndGet());

        assertThat(drained).hasValue(1);
    }
}
