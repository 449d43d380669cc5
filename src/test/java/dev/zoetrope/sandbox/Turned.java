package dev.zoetrope.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Inserts an EXIF orientation into picture files, as cameras and editors do. */
public final class Turned {
    private Turned() {
    }

    /** A block of EXIF that contains only an orientation. */
    public static byte[] exif(int orientation, ByteOrder order) {
        return ByteBuffer.allocate(26).order(order)
                .put((order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes(StandardCharsets.US_ASCII)).putShort((short) 42)
                .putInt(8).putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1)
                .putShort((short) orientation).putShort((short) 0).putInt(0).array();
    }

    public static Path jpeg(Path file, int orientation) throws IOException {
        byte[] exif = exif(orientation, ByteOrder.BIG_ENDIAN);
        byte[] head = ByteBuffer.allocate(10).putShort((short) 0xffe1).putShort((short) (exif.length + 8))
                .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII)).array();
        return insert(file, 2, head, exif);
    }

    public static Path png(Path file, int orientation) throws IOException {
        byte[] exif = exif(orientation, ByteOrder.BIG_ENDIAN);
        byte[] typed = concat("eXIf".getBytes(StandardCharsets.US_ASCII), exif);
        CRC32 sum = new CRC32();
        sum.update(typed);
        return insert(file, 33, ByteBuffer.allocate(4).putInt(exif.length).array(), typed,
                ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }

    /** Converts a simple WEBP into an extended one with an orientation. */
    public static Path webp(Path file, int orientation, int width, int height) throws IOException {
        byte[] plain = Files.readAllBytes(file);
        byte[] exif = exif(orientation, ByteOrder.LITTLE_ENDIAN);
        ByteBuffer out = ByteBuffer.allocate(plain.length + 18 + 8 + exif.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(plain, 0, 4).putInt(out.capacity() - 8).put("WEBPVP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10)
                .putInt(8);
        out.putShort((short) (width - 1)).put((byte) 0).putShort((short) (height - 1)).put((byte) 0);
        out.put(plain, 12, plain.length - 12).put("EXIF".getBytes(StandardCharsets.US_ASCII)).putInt(exif.length).put(exif);
        return Files.write(file, out.array());
    }

    private static Path insert(Path file, int at, byte[]... blocks) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        return Files.write(file, concat(Arrays.copyOf(whole, at), concat(blocks), Arrays.copyOfRange(whole, at, whole.length)));
    }

    private static byte[] concat(byte[]... blocks) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] block : blocks) {
            out.write(block);
        }
        return out.toByteArray();
    }
}
