package dev.zoetrope.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.buffer.Buffer;

/** Files that are a picture and something else. */
class ForeignContentTest {

    /** A real picture. */
    private static byte[] picture(String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(new BufferedImage(320, 200, BufferedImage.TYPE_INT_RGB), format, bytes)).isTrue();
        return bytes.toByteArray();
    }

    private static byte[] resource(String path) throws IOException {
        try (InputStream file = ForeignContentTest.class.getResourceAsStream(path)) {
            return file.readAllBytes();
        }
    }

    private static byte[] zip(String comment) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream archive = new ZipOutputStream(bytes)) {
            archive.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            archive.write(new byte[5000]);
            archive.setComment(comment);
        }
        return bytes.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] joined(byte[]... parts) {
        Buffer whole = Buffer.buffer();
        Arrays.asList(parts).forEach(whole::appendBytes);
        return whole.getBytes();
    }

    private static String fault(byte[] file, int piece) {
        FactsReader reader = new FactsReader();
        for (int at = 0; at < file.length; at += piece) {
            reader.add(Buffer.buffer(Arrays.copyOfRange(file, at, Math.min(file.length, at + piece))));
        }
        return reader.fault();
    }

    @ParameterizedTest
    @ValueSource(strings = { "png", "jpg", "gif", "bmp" })
    void an_ordinary_picture_has_no_fault(String format) throws IOException {
        assertThat(fault(picture(format), 1000)).isNull();
    }

    @ParameterizedTest
    @CsvSource({ "png, 1", "jpg, 777", "gif, 65536", "bmp, 1000000" })
    void a_picture_with_an_archive_behind_it_is_refused(String format, int piece) throws IOException {
        assertThat(fault(joined(picture(format), zip("")), piece)).contains("ZIP");
        assertThat(fault(joined(picture(format), zip("x".repeat(60_000)), text("\r\n")), piece)).contains("ZIP");
    }

    @ParameterizedTest
    @ValueSource(strings = { "<HTML><body>", "<script>alert(1)</script>", "<!DOCTYPE html>", "<?php system($_GET[0]);" })
    void markup_in_the_head_or_at_the_end_is_refused(String markup) throws IOException {
        byte[] jpeg = picture("jpg");
        byte[] comment = joined(new byte[] { (byte) 0xff, (byte) 0xfe, 0, (byte) (2 + markup.length()) }, text(markup));
        byte[] inHead = joined(Arrays.copyOf(jpeg, 2), comment, Arrays.copyOfRange(jpeg, 2, jpeg.length));

        assertThat(fault(inHead, 100)).contains("markup");
        for (String format : new String[] { "png", "gif", "jpg" }) {
            assertThat(fault(joined(picture(format), text(markup), new byte[50_000]), 1000)).contains("markup");
        }
        assertThat(fault(joined(jpeg, text("x".repeat(90_000) + "</html>")), 1000)).contains("markup");
    }

    @Test
    void a_picture_that_is_a_document_is_refused() throws IOException {
        byte[] gif = picture("gif");
        byte[] extension = joined(new byte[] { 0x21, (byte) 0xfe, 8 }, text("%PDF-1.7"), new byte[1]);

        assertThat(fault(joined(Arrays.copyOf(gif, 13), extension, Arrays.copyOfRange(gif, 13, gif.length)), 100))
                .contains("PDF");
    }

    @Test
    void a_photo_of_a_phone_with_a_film_behind_it_is_taken() throws IOException {
        byte[] film = resource("/sandbox-samples/clip.mp4");
        byte[] trailer = text("\0\0\1\12\16\0\0\0Image_UTC_Data1458170015363SEFHe\0\0\0SEFT");

        assertThat(fault(joined(picture("jpg"), film), 5000)).isNull();
        assertThat(fault(joined(picture("jpg"), text("MotionPhoto_Data"), film, trailer), 5000)).isNull();
        assertThat(fault(joined(picture("jpg"), picture("jpg")), 5000)).as("gain map").isNull();
        assertThat(fault(joined(picture("png"), trailer), 5000)).as("screenshot").isNull();
        assertThat(fault(joined(picture("png"), new byte[4096]), 5000)).isNull();
    }

    /** 64 MB of zeros in a text of the picture. Nothing inflates it, so it is as harmless as its 64 KB. */
    @Test
    void a_bomb_in_a_picture_is_not_inflated() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(text("Comment\0\0"));
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(text)) {
            deflated.write(new byte[64 << 20]);
        }
        byte[] png = picture("png");
        byte[] chunk = Buffer.buffer().appendInt(text.size()).appendString("zTXt").appendBytes(text.toByteArray()).appendInt(0)
                .getBytes();

        assertThat(fault(joined(Arrays.copyOf(png, 33), chunk, Arrays.copyOfRange(png, 33, png.length)), 65_536)).isNull();
    }

    @Test
    void the_mark_of_an_archive_alone_is_no_archive() throws IOException {
        assertThat(fault(joined(picture("jpg"), text("PK\5\6")), 100)).isNull();
        assertThat(fault(joined(picture("jpg"), text("PK\5\6"), new byte[18]), 100)).as("without an entry").isNull();
        assertThat(fault(joined(picture("jpg"), text("PK\5\6" + "x".repeat(30))), 100)).isNull();
    }
}
