package dev.zoetrope.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Requests;

/** Hostile bodies of 1 MiB: the time and the answer stay small. A quadratic algorithm would take minutes. */
class LargeBodyTest {
    private static final int MIB = 1 << 20;

    static Stream<Arguments> bodies() {
        return Stream.of(Arguments.of("arrays", "{'x':[" + filled("[],") + "1]}"),
                Arguments.of("objects", "{'x':[" + filled("{},") + "1]}"),
                Arguments.of("null images", "{'image_urls':[" + filled("null,") + "1]}"),
                Arguments.of("objects as images", "{'image_urls':[" + filled("{'a':1},") + "1]}"),
                Arguments.of("names of one hash", "{" + collidingMembers() + "'z':1}"),
                Arguments.of("one long name", "{'" + filled("n") + "':1}"),
                Arguments.of("a host of labels", "{'video_url':'https://" + filled("a.") + "/'}"),
                Arguments.of("an international host", "{'video_url':'https://" + filled("ü") + "/'}"),
                Arguments.of("a long path", "{'video_url':'https://a/" + filled("%20") + "'}"),
                Arguments.of("escaped pairs", "{'prompt':'" + filled("\\ud83d\\ude00") + "'}"),
                Arguments.of("digits", "{'seed':" + filled("9") + "}"),
                Arguments.of("a long fraction", "{'seed':0." + filled("0") + "1}"),
                Arguments.of("a long exponent", "{'seed':1e" + filled("9") + "}"),
                Arguments.of("big numbers to forward", "{'x':[" + filled("1e300,") + "1]}"),
                Arguments.of("a long number to forward", "{'x':-" + filled("9") + "}"),
                Arguments.of("depth", "{'x':" + filled("[")),
                Arguments.of("depth of objects", filled("{'x':")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    @Timeout(5)
    void is_refused_soon(String what, String body) {
        for (Readings.CallerReader reader : List.of(Readings.STRICT, Readings.FORWARDING)) {
            Failure failure = Readings.failure(reader, Readings.bytes(body));

            assertThat(failure.status()).as(what).isIn(400, 422);
            assertThat(failure.faults()).hasSizeLessThanOrEqualTo(100);
            assertThat(failure.toString()).hasSizeLessThan(30_000);
        }
    }

    @Test
    @Timeout(20)
    void one_reader_serves_many_threads() throws Exception {
        // Given
        List<Callable<GenerationRequest>> reads = IntStream.range(0, 2_000).<Callable<GenerationRequest>> mapToObj(
                i -> () -> Readings.read(Readings.withMembers("'prompt':'number " + i + "','seed':" + i))).toList();
        ExecutorService threads = Executors.newFixedThreadPool(4);

        // When
        List<Future<GenerationRequest>> requests = threads.invokeAll(reads);
        threads.shutdown();

        // Then
        for (int i = 0; i < requests.size(); i++) {
            assertThat(Requests.text(requests.get(i).get(), "prompt")).isEqualTo("number " + i);
            assertThat(Requests.integer(requests.get(i).get(), "seed")).isEqualTo(i);
        }
    }

    private static String filled(String part) {
        return part.repeat(MIB / part.length());
    }

    /** Names of 32 characters with the same {@code hashCode}. */
    private static String collidingMembers() {
        StringBuilder members = new StringBuilder();
        for (int i = 0; members.length() < MIB; i++) {
            members.append('\'');
            for (int bit = 0; bit < 16; bit++) {
                members.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            members.append("':0,");
        }
        return members.toString();
    }
}
