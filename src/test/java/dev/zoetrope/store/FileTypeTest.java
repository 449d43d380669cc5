package dev.zoetrope.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.vault.serve.ContentHead;
import dev.zoetrope.video.StoredFile;
import dev.zoetrope.video.TaskId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The media type of a file by its first bytes, and its file name extension. */
class FileTypeTest {

    private static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    static Stream<Arguments> files() {
        return Stream.of(Arguments.of("video/mp4", "\0\0\0\u0018ftypisom\0\0\2\0"),
                Arguments.of("video/mp4", "\0\0\0\u0014ftypdash"), Arguments.of("video/quicktime", "\0\0\0\u0014ftypqt  "),
                Arguments.of("video/quicktime", "\0\0\2\0moov\0"), Arguments.of("video/quicktime", "\0\0\0\1mdat\0\0"),
                Arguments.of("video/quicktime", "\0\0\0\bfree"), Arguments.of("video/quicktime", "\0\0\0\bskip"),
                Arguments.of("video/quicktime", "\0\0\0\bwide\0\0\3mdat"),
                Arguments.of("video/webm", "\u001aE\u00df\u00a3\u009fB\u0086\u0081\1B\u0082\u0084webm"),
                Arguments.of("application/octet-stream", "\u001aE\u00df\u00a3\u009fB\u0082\u0088matroska"),
                Arguments.of("image/gif", "GIF89a\1\0"), Arguments.of("image/gif", "GIF87a\1\0"),
                Arguments.of("image/png", "\u0089PNG\r\n\u001a\n\0"), Arguments.of("image/jpeg", "\u00ff\u00d8\u00ff\u00e0"),
                Arguments.of("image/webp", "RIFF\1\2\0\0WEBPVP8 "), Arguments.of("audio/wav", "RIFF\1\2\0\0WAVEfmt "),
                Arguments.of("application/octet-stream", "RIFF\1\2\0\0AVI LIST"),
                Arguments.of("image/avif", "\0\0\0\u0018ftypavif"), Arguments.of("audio/mp4", "\0\0\0\u0018ftypM4A "),
                Arguments.of("application/octet-stream", "\0\0\0\u0018ftypheic"), Arguments.of("audio/mpeg", "ID3\4\0"),
                Arguments.of("audio/mpeg", "\u00ff\u00fb\u0090d"), Arguments.of("audio/mpeg", "\u00ff\u00f3\u0040\u00c4"),
                Arguments.of("audio/ogg", "OggS\0\2"), Arguments.of("application/octet-stream", "G\u0040\u0011\u0010\0B"),
                Arguments.of("application/octet-stream", "\u007fELF\2\1\1\0"),
                Arguments.of("application/octet-stream", "PK\3\4"), Arguments.of("application/octet-stream", "\0"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_file_is_what_its_first_bytes_say(String type, String first) {
        assertThat(FileType.detect(bytes(first))).isEqualTo(type);
        assertThat(type.equals("application/octet-stream") && FileType.isText(bytes(first))).as("text").isFalse();
    }

    static Stream<byte[]> pages() {
        String html = "<!DOCTYPE html>\n<html><body>L\u00e4uft</body></html>\r\n";
        return Stream.of(bytes("{\"error\":\"not ready\"}"), html.getBytes(StandardCharsets.UTF_8), bytes(html),
                ("\ufeff" + html).getBytes(StandardCharsets.UTF_8), ("\ufeff" + html).getBytes(StandardCharsets.UTF_16LE),
                ("\ufeff" + html).getBytes(StandardCharsets.UTF_16BE), "<html>".getBytes(StandardCharsets.UTF_16LE),
                "[]{}".getBytes(StandardCharsets.UTF_16BE), bytes("<?xml version=\"1.0\"?><Error/>"), bytes("not ready"),
                bytes("\n\n \t"), bytes("0"), bytes("#EXTM3U\n#EXT-X-VERSION:3"), "\u5e74".getBytes(StandardCharsets.UTF_8),
                ("<p>" + "\u00fc".repeat(400)).substring(0, 259).getBytes(StandardCharsets.UTF_8), new byte[0]);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void what_can_be_read_is_no_film(byte[] first) {
        assertThat(FileType.detect(first)).isEqualTo("application/octet-stream");
        assertThat(FileType.isText(first)).isTrue();
    }

    @Property
    void no_bytes_at_all_are_trouble(@ForAll byte[] first) {
        assertThat(FileType.detect(first)).matches("[a-z]+/[a-z0-9-]+");
        FileType.isText(first);
    }

    @Test
    void the_vendors_word_counts_where_only_the_name_of_a_type_is_wanted() {
        assertThat(FileType.ofContentType("Video/MP4; codecs=\"avc1\"")).isEqualTo("video/mp4");
        assertThat(FileType.ofContentType(null)).isEqualTo("application/octet-stream");
    }

    @ParameterizedTest
    @ValueSource(strings = { "text/html", "image/svg+xml", "application/xhtml+xml", "video/mp4\r\nX-Evil: 1", "video/", "mp4",
            "", "video/mp4 text/html", "video/\u00e9", "image/x+xml", "image/svg", "video/x-new", "audio/x-script" })
    void what_a_browser_would_run_and_what_is_no_type_is_not_believed(String type) {
        assertThat(FileType.ofContentType(type)).isEqualTo("application/octet-stream");
    }

    @ParameterizedTest
    @CsvSource({ "video/mp4,mp4", "video/quicktime,mov", "image/gif,gif", "application/octet-stream,bin", "video/x-new,bin" })
    void a_type_has_its_ending(String type, String ending) {
        assertThat(FileType.extension(type)).isEqualTo(ending);
    }

    @Test
    void what_is_no_such_type_is_an_attachment_also_if_it_was_kept_as_one() {
        ResultFileId fileId = new ResultFileId(new TaskId("task-unified-1757165031-uyujaw3d"), 0);
        StoredFile film = new StoredFile("video/mp4", 1, "0".repeat(64));
        StoredFile other = new StoredFile("image/x+xml", 1, "0".repeat(64));

        assertThat(ContentHead.disposition(fileId, film)).isEqualTo("inline; filename=\"" + fileId.task() + ".mp4\"");
        assertThat(ContentHead.type(film)).isEqualTo("video/mp4");
        assertThat(ContentHead.disposition(fileId, other)).isEqualTo("attachment; filename=\"" + fileId.task() + ".bin\"");
        assertThat(ContentHead.type(other)).isEqualTo("application/octet-stream");
    }

    @Test
    void a_name_is_read_as_it_was_written_and_nothing_else_is() {
        ResultFileId fileId = new ResultFileId(new TaskId("task-unified-1757165031-uyujaw3d"), 12);
        assertThat(fileId).hasToString("task-unified-1757165031-uyujaw3d-12");
        assertThat(ResultFileId.parse(fileId.toString())).contains(fileId);
        for (String other : new String[] { "", "zoetrope.db", "task-unified-1757165031-uyujaw3d",
                "task-unified-1757165031-uyujaw3d-01", "task-unified-1757165031-uyujaw3d-99999",
                "../task-unified-1757165031-uyujaw3d-0", "task-unified-1757165031-uyujaw3d-0.x-1.part" }) {
            assertThat(ResultFileId.parse(other)).as(other).isEmpty();
        }
    }
}
