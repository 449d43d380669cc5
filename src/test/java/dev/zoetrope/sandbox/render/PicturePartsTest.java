package dev.zoetrope.sandbox.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.awt.image.BufferedImage;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.zoetrope.sandbox.Film;
import dev.zoetrope.sandbox.Turned;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The facts read from files that the real ffmpeg wrote, and how ffmpeg decodes these files. */
class PicturePartsTest {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 200;

    @TempDir
    Path directory;

    private Path drawn(String name, String source) throws Exception {
        Path file = directory.resolve(name);
        Film.run(Programs.ffmpeg(), "-f", "lavfi", "-i", source, "-frames:v", "1", file.toString());
        return file;
    }

    private Path decoded(Path file, MediaFormat format) throws Exception {
        Path out = directory.resolve("out.bmp");
        int orientation = PictureParts.of(file, format).orientation();
        Film.run(Programs.ffmpeg(),
                FfmpegArguments.picture(format, file, out, HEIGHT, 1_000_000, orientation).toArray(String[]::new));
        return out;
    }

    @ParameterizedTest
    @CsvSource({ "a.jpg, JPEG", "a.png, PNG", "a.bmp, BMP", "a.webp, WEBP" })
    void a_file_without_its_end_is_not_whole(String name, MediaFormat format) throws Exception {
        Path file = coloured(name);
        byte[] whole = Files.readAllBytes(file);

        assertThat(PictureParts.of(file, format)).isEqualTo(new PictureParts(true, false, Exif.UPRIGHT));
        for (int length : new int[] { 12, whole.length / 4, whole.length / 2, whole.length - 200, whole.length - 8 }) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(PictureParts.of(file, format).complete()).as(name + " of " + length).isFalse();
        }
        Files.write(file, Arrays.copyOf(whole, whole.length + 100));
        assertThat(PictureParts.of(file, format).complete()).as("bytes after the end are ignored").isTrue();
    }

    /** The corners follow from the definition: an orientation says on which sides the first stored row and column belong. */
    @ParameterizedTest
    @CsvSource({ "1, RGBW", "2, GRWB", "3, WBGR", "4, BWRG", "5, RBGW", "6, BRWG", "7, WGBR", "8, GWRB" })
    void a_picture_of_each_format_is_turned_upright(int orientation, String corners) throws Exception {
        assertThat(corners(decoded(Turned.jpeg(coloured("a.jpg"), orientation), MediaFormat.JPEG))).isEqualTo(corners);
        assertThat(corners(decoded(Turned.png(coloured("a.png"), orientation), MediaFormat.PNG))).isEqualTo(corners);
        assertThat(corners(decoded(Turned.webp(coloured("a.webp"), orientation, WIDTH, HEIGHT), MediaFormat.WEBP)))
                .isEqualTo(corners);
    }

    /** A picture with red and green in the upper half, blue and white in the lower half. */
    private Path coloured(String name) throws Exception {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < WIDTH; x++) {
            for (int y = 0; y < HEIGHT; y++) {
                image.setRGB(x, y, y < HEIGHT / 2 ? x < WIDTH / 2 ? 0xff0000 : 0x00ff00 : x < WIDTH / 2 ? 0x0000ff : 0xffffff);
            }
        }
        Path drawn = directory.resolve("drawn.png");
        ImageIO.write(image, "png", drawn.toFile());
        Path file = directory.resolve(name);
        Film.run(Programs.ffmpeg(), "-i", drawn.toString(), file.toString());
        return file;
    }

    private static String corners(Path bmp) throws Exception {
        BufferedImage image = ImageIO.read(bmp.toFile());
        int right = image.getWidth() - 20;
        int bottom = image.getHeight() - 20;
        return colour(image.getRGB(20, 20)) + colour(image.getRGB(right, 20)) + colour(image.getRGB(20, bottom))
                + colour(image.getRGB(right, bottom));
    }

    private static String colour(int rgb) {
        boolean red = (rgb >> 16 & 0xff) > 0x80;
        boolean green = (rgb >> 8 & 0xff) > 0x80;
        boolean blue = (rgb & 0xff) > 0x80;
        return red && green && blue ? "W" : red && !green ? "R" : green && !blue ? "G" : "B";
    }

    @ParameterizedTest
    @CsvSource({ "black@0, 255, 255, 255", "red@0, 255, 255, 255", "red@0.5, 255, 127, 127", "red, 255, 0, 0",
            "teal, 0, 128, 128" })
    void what_is_transparent_shows_white(String colour, int red, int green, int blue) throws Exception {
        byte[] bmp = Files.readAllBytes(decoded(drawn("a.png", "color=c=" + colour + ":s=64x64,format=rgba"), MediaFormat.PNG));

        int pixel = bmp.length / 2 / 3 * 3;
        assertThat(bmp[pixel] & 0xff).isCloseTo(blue, offset(3));
        assertThat(bmp[pixel + 1] & 0xff).isCloseTo(green, offset(3));
        assertThat(bmp[pixel + 2] & 0xff).isCloseTo(red, offset(3));
    }

    @Test
    void a_block_of_exif_is_read_in_both_orders_and_harmless() {
        assertThat(Exif.orientation(Turned.exif(6, ByteOrder.LITTLE_ENDIAN))).isEqualTo(6);
        assertThat(Exif.orientation(Turned.exif(8, ByteOrder.BIG_ENDIAN))).isEqualTo(8);
        assertThat(Exif.orientation(Turned.exif(9, ByteOrder.BIG_ENDIAN))).isEqualTo(Exif.UPRIGHT);
        assertThat(Exif.orientation(new byte[0])).isEqualTo(Exif.UPRIGHT);
    }

    @Property
    void any_bytes_are_read_without_harm(@ForAll byte[] bytes, @ForAll MediaFormat format) throws Exception {
        assertThat(Exif.orientation(bytes)).isBetween(1, 8);
        Path file = Files.createTempFile("parts", ".bin");
        try {
            if (format.role() == MediaRole.IMAGE) {
                assertThat(PictureParts.of(Files.write(file, bytes), format).orientation()).isBetween(1, 8);
            }
        } finally {
            Files.delete(file);
        }
    }
}
