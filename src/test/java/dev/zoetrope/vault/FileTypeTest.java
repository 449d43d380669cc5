package dev.zoetrope.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.video.KeptFile;
import dev.zoetrope.video.TaskId;

/** What a file is served as, and what it is called. */
class FileTypeTest {
    private static final byte[] MP4 = "\0\0\0\u0018ftypisom".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] OTHER = "GIF89a..".getBytes(StandardCharsets.US_ASCII);

    @Test
    void the_vendors_word_comes_before_its_file_servers_and_that_before_the_bytes() {
        assertThat(FileType.of("video/webm", "video/quicktime", MP4)).isEqualTo("video/webm");
        assertThat(FileType.of(null, "video/quicktime", MP4)).isEqualTo("video/quicktime");
        assertThat(FileType.of(null, "binary/octet-stream", MP4)).isEqualTo("video/mp4");
        assertThat(FileType.of(null, null, MP4)).isEqualTo("video/mp4");
        assertThat(FileType.of(null, null, OTHER)).isEqualTo("application/octet-stream");
        assertThat(FileType.of(null, null, new byte[0])).isEqualTo("application/octet-stream");
        assertThat(FileType.of("Video/MP4; codecs=\"avc1\"", null, OTHER)).isEqualTo("video/mp4");
    }

    @ParameterizedTest
    @ValueSource(strings = { "text/html", "image/svg+xml", "application/xhtml+xml", "video/mp4\r\nX-Evil: 1", "video/", "mp4",
            "", "video/mp4 text/html", "video/\u00e9", "image/x+xml", "image/svg", "video/x-new", "audio/x-script" })
    void what_a_browser_would_run_and_what_is_no_type_is_not_believed(String type) {
        assertThat(FileType.of(type, type, OTHER)).isEqualTo("application/octet-stream");
    }

    @ParameterizedTest
    @CsvSource({ "video/mp4,mp4", "video/quicktime,mov", "image/gif,gif", "application/octet-stream,bin", "video/x-new,bin" })
    void a_type_has_its_ending(String type, String ending) {
        assertThat(FileType.ending(type)).isEqualTo(ending);
    }

    @Test
    void what_is_no_such_type_is_an_attachment_also_if_it_was_kept_as_one() {
        FileName name = new FileName(new TaskId("task-unified-1757165031-uyujaw3d"), 0);
        KeptFile film = new KeptFile("video/mp4", 1, "0".repeat(64));
        KeptFile other = new KeptFile("image/x+xml", 1, "0".repeat(64));

        assertThat(ContentHead.disposition(name, film)).isEqualTo("inline; filename=\"" + name.task() + ".mp4\"");
        assertThat(ContentHead.type(film)).isEqualTo("video/mp4");
        assertThat(ContentHead.disposition(name, other)).isEqualTo("attachment; filename=\"" + name.task() + ".bin\"");
        assertThat(ContentHead.type(other)).isEqualTo("application/octet-stream");
    }

    @Test
    void a_name_is_read_as_it_was_written_and_nothing_else_is() {
        FileName name = new FileName(new TaskId("task-unified-1757165031-uyujaw3d"), 12);
        assertThat(name).hasToString("task-unified-1757165031-uyujaw3d-12");
        assertThat(FileName.parse(name.toString())).contains(name);
        for (String other : new String[] { "", "zoetrope.db", "task-unified-1757165031-uyujaw3d",
                "task-unified-1757165031-uyujaw3d-01", "task-unified-1757165031-uyujaw3d-99999",
                "../task-unified-1757165031-uyujaw3d-0", "task-unified-1757165031-uyujaw3d-0.x-1.part" }) {
            assertThat(FileName.parse(other)).as(other).isEmpty();
        }
    }
}
