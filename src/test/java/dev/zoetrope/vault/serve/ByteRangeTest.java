package dev.zoetrope.vault.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.zoetrope.vault.serve.ByteRange.Kind;

/** Byte ranges by RFC 9110, 14.1 and 14.2. */
class ByteRangeTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = { "-,10,WHOLE,0,10", "bytes=0-0,10,PART,0,1", "bytes=3-,10,PART,3,7",
            "bytes=3-5,10,PART,3,3", "bytes=-3,10,PART,7,3", "bytes=-30,10,PART,0,10", "bytes=3-30,10,PART,3,7",
            "bytes= 3-5 ,10,PART,3,3", "Bytes=0-,1,PART,0,1", "bytes=10-,10,UNSATISFIABLE,0,0", "bytes=-0,10,UNSATISFIABLE,0,0",
            "bytes=5-4,10,UNSATISFIABLE,0,0", "bytes=0-,0,UNSATISFIABLE,0,0", "bytes=-1,0,UNSATISFIABLE,0,0",
            "bytes=+1-2,10,UNSATISFIABLE,0,0",
            "bytes=1--2,10,UNSATISFIABLE,0,0", "bytes=0x1-2,10,UNSATISFIABLE,0,0", "'bytes=0-1,3-4',10,WHOLE,0,10",
            "items=0-1,10,WHOLE,0,10",
            "bytes 0-1,10,WHOLE,0,10", "bytes=0-99999999999999999999,10,PART,0,10",
            "bytes=99999999999999999999-,10,UNSATISFIABLE,0,0" })
    void each_form_has_its_answer(String header, long size, Kind kind, long from, long length) {
        assertThat(ByteRange.parse(header, size)).isEqualTo(new ByteRange(kind, from, length));
    }

    @Test
    void whatever_is_asked_nothing_outside_the_file_is_answered() {
        Random random = new Random(7);
        String letters = "0123456789-,= bytes";
        for (int i = 0; i < 20_000; i++) {
            long size = random.nextInt(20);
            StringBuilder header = new StringBuilder("bytes=");
            for (int length = random.nextInt(8); length > 0; length--) {
                header.append(letters.charAt(random.nextInt(letters.length())));
            }
            ByteRange range = ByteRange.parse(header.toString(), size);
            assertThat(range.from()).as("%s of %d", header, size).isBetween(0L, size);
            assertThat(range.from() + range.length()).as("%s of %d", header, size).isBetween(0L, size);
            assertThat(range.kind() != Kind.PART || range.length() > 0).isTrue();
        }
    }
}
