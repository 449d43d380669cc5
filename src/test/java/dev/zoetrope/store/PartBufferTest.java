package dev.zoetrope.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.buffer.Buffer;

class PartBufferTest {
    private static byte[] content(PartBuffer part) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (ByteBuffer slice : part.slices()) {
            byte[] bytes = new byte[slice.remaining()];
            slice.get(bytes);
            all.writeBytes(bytes);
        }
        return all.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 65535, 65536, 65537, 200_000 })
    void its_slices_are_its_bytes(int size) {
        PartBuffer part = new PartBuffer(200_000);

        assertThat(part.append(Buffer.buffer(S3Workshop.bytes(size)), 0)).isEqualTo(size);

        assertThat(part.size()).isEqualTo(size);
        assertThat(content(part)).isEqualTo(S3Workshop.bytes(size));
        assertThat(part.isFull()).isEqualTo(size == 200_000);
    }

    @Test
    void it_takes_what_fits_and_no_more() {
        PartBuffer part = new PartBuffer(5);

        assertThat(part.append(Buffer.buffer("abc"), 0)).isEqualTo(3);
        assertThat(part.append(Buffer.buffer("..defg"), 2)).isEqualTo(2);
        assertThat(part.append(Buffer.buffer("h"), 0)).isZero();

        assertThat(content(part)).asString().isEqualTo("abcde");
        assertThat(part.isFull()).isTrue();
    }

    @Test
    void it_can_be_filled_again() {
        PartBuffer part = new PartBuffer(5);
        part.append(Buffer.buffer("abcde"), 0);

        part.clear();

        assertThat(content(part)).isEmpty();
        part.append(Buffer.buffer("xy"), 0);
        assertThat(content(part)).asString().isEqualTo("xy");
    }
}
