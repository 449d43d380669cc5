package dev.zoetrope.sandbox.render;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Properties of a picture file that ffmpeg does not check or apply reliably. ffmpeg decodes a truncated file without an
 * error, cannot read an animated WEBP, and applies the orientation only for some formats in some versions.
 *
 * @param complete whether the file is complete
 * @param animated whether the file is a WEBP with several pictures
 * @param orientation EXIF orientation, 1 to 8
 */
record PictureParts(boolean complete, boolean animated, int orientation) {

    /** Maximum length of a block of EXIF in bytes, as in a JPEG. A longer block is ignored. */
    private static final int MAX_EXIF_LENGTH = 1 << 16;
    private static final int BMP_HEADER_LENGTH = 54;
    private static final int CORE_HEADER_LENGTH = 12;
    private static final int ANIMATION_FLAG = 0x02;
    private static final PictureParts BROKEN = new PictureParts(false, false, Exif.UPRIGHT);

    static PictureParts of(Path file, MediaFormat format) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            switch (format) {
                case JPEG:
                    return jpeg(in);
                case PNG:
                    return png(in);
                case WEBP:
                    return webp(in, Files.size(file));
                default:
                    return new PictureParts(bmpEnd(in.readNBytes(BMP_HEADER_LENGTH)) <= Files.size(file), false, Exif.UPRIGHT);
            }
        } catch (EOFException | IndexOutOfBoundsException e) {
            return BROKEN;
        }
    }

    /** Reads marker by marker until the end marker. Bytes between segments are compressed image data. */
    private static PictureParts jpeg(DataInputStream in) throws IOException {
        int orientation = Exif.UPRIGHT;
        while (true) {
            int marker = jpegMarker(in);
            if (marker == 0xd9) {
                return new PictureParts(true, false, orientation);
            }
            if (marker == 0xd8 || marker == 0x01) {
                continue;
            }
            int length = Math.max(0, in.readUnsignedShort() - 2);
            if (marker == 0xe1) {
                byte[] block = readBlock(in, length);
                orientation = Exif.hasPrefix(block) ? Exif.orientation(block) : orientation;
            } else {
                in.skipNBytes(length);
            }
        }
    }

    /** The next marker, without stuffed bytes and restart markers, which belong to the compressed image data. */
    private static int jpegMarker(DataInputStream in) throws IOException {
        int before = 0;
        while (true) {
            int next = in.readUnsignedByte();
            if (before == 0xff && next != 0 && next != 0xff && (next < 0xd0 || next > 0xd7)) {
                return next;
            }
            before = next;
        }
    }

    private static PictureParts png(DataInputStream in) throws IOException {
        int orientation = Exif.UPRIGHT;
        in.skipNBytes(8);
        while (true) {
            long length = in.readInt() & 0xffffffffL;
            String type = new String(readBlock(in, 4), StandardCharsets.ISO_8859_1);
            if (type.equals("IEND")) {
                return new PictureParts(true, false, orientation);
            }
            if (type.equals("eXIf") && length <= MAX_EXIF_LENGTH) {
                orientation = Exif.orientation(readBlock(in, (int) length));
                length = 0;
            }
            in.skipNBytes(length + 4); // and the checksum
        }
    }

    private static PictureParts webp(DataInputStream in, long size) throws IOException {
        boolean animated = false;
        int orientation = Exif.UPRIGHT;
        in.skipNBytes(4);
        long end = 8 + readLittleEndian(in);
        long at = 12;
        in.skipNBytes(4);
        while (at < end && end <= size) {
            String type = new String(readBlock(in, 4), StandardCharsets.ISO_8859_1);
            long length = readLittleEndian(in);
            long left = length + (length & 1);
            at += 8 + left;
            if (type.equals("VP8X")) {
                animated = (in.readUnsignedByte() & ANIMATION_FLAG) != 0;
                left--;
            } else if (type.equals("EXIF") && length <= MAX_EXIF_LENGTH) {
                orientation = Exif.orientation(readBlock(in, (int) length));
                left -= length;
            }
            in.skipNBytes(Math.max(0, left));
        }
        return new PictureParts(end <= size, animated, orientation);
    }

    /** The offset at which the rows of an uncompressed BMP end, in bytes; 0 if the rows are compressed. */
    private static long bmpEnd(byte[] header) {
        ByteBuffer in = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        boolean oldest = in.getInt(14) == CORE_HEADER_LENGTH;
        boolean compressed = !oldest && (in.getInt(30) == 1 || in.getInt(30) == 2);
        long width = oldest ? in.getShort(18) & 0xffff : in.getInt(18);
        long height = oldest ? in.getShort(20) & 0xffff : Math.abs((long) in.getInt(22));
        long row = (width * in.getShort(oldest ? 24 : 28) + 31) / 32 * 4;
        return compressed ? 0 : (in.getInt(10) & 0xffffffffL) + row * height;
    }

    private static long readLittleEndian(DataInputStream in) throws IOException {
        return Integer.reverseBytes(in.readInt()) & 0xffffffffL;
    }

    private static byte[] readBlock(DataInputStream in, int length) throws IOException {
        byte[] block = new byte[length];
        in.readFully(block);
        return block;
    }
}
