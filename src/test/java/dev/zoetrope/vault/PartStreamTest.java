package dev.zoetrope.vault;

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

/** How a stream is cut, step by step: each shipment ends when the test says so. */
class PartStreamTest {
    private final List<String> shipped = new ArrayList<>();
    private final Deque<Promise<Void>> underWay = new ArrayDeque<>();
    private final PartStream stream = new PartStream(4, part -> {
        shipped.add(text(part));
        underWay.add(Promise.promise());
        return underWay.getLast().future();
    });

    private static String text(Part part) {
        StringBuilder text = new StringBuilder();
        for (ByteBuffer slice : part.content()) {
            text.append(StandardCharsets.US_ASCII.decode(slice));
        }
        return text.toString();
    }

    private Future<Void> write(String text) {
        return stream.write(Buffer.buffer(text));
    }

    @Test
    void aPartIsShippedOnlyWhenMoreComes() {
        write("abcd");
        assertThat(shipped).isEmpty();
        assertThat(stream.writeQueueFull()).isFalse();

        write("e");

        assertThat(shipped).containsExactly("abcd");
        assertThat(stream.rest().isComplete()).as("one is still under way").isFalse();
        underWay.remove().complete();
        assertThat(text(stream.rest().result())).isEqualTo("e");
    }

    @Test
    void itIsFullWithOnePartUnderWayAndOneFilledAndDrainsWhenThatIsShipped() {
        AtomicInteger drained = new AtomicInteger();
        write("abcdefgh");
        assertThat(shipped).containsExactly("abcd");
        assertThat(stream.writeQueueFull()).isTrue();
        stream.drainHandler(now -> drained.incrementAndGet());

        assertThat(drained).hasValue(0);
        underWay.remove().complete();

        assertThat(drained).hasValue(1);
        assertThat(stream.writeQueueFull()).isFalse();
        assertThat(shipped).as("more must come first").containsExactly("abcd");
    }

    @Test
    void aWriterThatDoesNotHeedLosesNothing() {
        write("abcdefghijklmno");
        write("pqr");
        Future<Part> rest = stream.rest();

        while (!underWay.isEmpty()) {
            assertThat(rest.isComplete()).isFalse();
            underWay.remove().complete();
        }

        assertThat(shipped).containsExactly("abcd", "efgh", "ijkl", "mnop");
        assertThat(text(rest.result())).isEqualTo("qr");
    }

    @Test
    void partsThatAreShippedAtOnceHoldNobodyUp() {
        List<String> parts = new ArrayList<>();
        PartStream quick = new PartStream(4, part -> {
            parts.add(text(part));
            return Future.succeededFuture();
        });

        quick.write(Buffer.buffer("abcdefghijkl"));

        assertThat(quick.writeQueueFull()).isFalse();
        assertThat(parts).containsExactly("abcd", "efgh");
        assertThat(text(quick.rest().result())).isEqualTo("ijkl");
    }

    @Test
    void afterAFailureNothingIsTakenOrShipped() {
        List<Throwable> told = new ArrayList<>();
        stream.exceptionHandler(told::add);
        write("abcdefghij");

        underWay.remove().fail("no");

        assertThat(told).singleElement().extracting(Throwable::getMessage).isEqualTo("no");
        assertThat(write("k").failed()).isTrue();
        assertThat(stream.rest().failed()).isTrue();
        assertThat(stream.idle().succeeded()).isTrue();
        assertThat(shipped).containsExactly("abcd");
    }

    @Test
    void whoDiscardsWaitsForWhatIsUnderWay() {
        write("abcdefghij");

        stream.fail(new BucketException("discarded"));
        Future<Void> idle = stream.idle();

        assertThat(idle.isComplete()).isFalse();
        underWay.remove().complete();
        assertThat(idle.succeeded()).isTrue();
        assertThat(shipped).containsExactly("abcd");
    }

    @Test
    void aDrainHandlerThatComesTooLateIsCalledAtOnce() {
        AtomicInteger drained = new AtomicInteger();
        write("ab");

        stream.drainHandler(now -> drained.incrementAndGet());

        assertThat(drained).hasValue(1);
    }
}
