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
 * What the parts of a picture file say besides its size. ffmpeg shows half a file as half a picture, cannot read an animated
 * WEBP, and heeds the orientation of some formats in some versions.
 *
 * @param whole whether the file has its end
 * @param animated whether it is a WEBP of several pictures
 * @param orientation {@link Exif}'s, 1 to 8
 */
record PictureParts(boolean whole, boolean animated, int orientation) {

    /** A longer block of EXIF is passed over; a JPEG cannot hold one. */
    private static final int LONGEST_EXIF = 1 << 16;
    private static final int BMP_HEADER = 54;
    private static final int OLDEST_BMP = 12;
    private static final int ANIMATION = 0x02;
    private static final PictureParts BROKEN = new PictureParts(false, false, Exif.UPRIGHT);

    static PictureParts of(Path file, MediaFormat kind) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            switch (kind) {
                case JPEG:
                    return jpeg(in);
                case PNG:
                    return png(in);
                case WEBP:
                    return webp(in, Files.size(file));
                default:
                    return new PictureParts(bmpEnd(in.readNBytes(BMP_HEADER)) <= Files.size(file), false, Exif.UPRIGHT);
            }
        } catch (EOFException | IndexOutOfBoundsException e) {
            return BROKEN;
        }
    }

    /** Marker by marker to the end of the image; what stands between two markers is the compressed picture. */
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
                byte[] block = block(in, length);
                orientation = Exif.marked(block) ? Exif.orientation(block) : orientation;
            } else {
                in.skipNBytes(length);
            }
        }
    }

    /** The next marker. Stuffed bytes and restart markers, which are parts of the compressed picture, do not count. */
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
            String type = new String(block(in, 4), StandardCharsets.ISO_8859_1);
            if (type.equals("IEND")) {
                return new PictureParts(true, false, orientation);
            }
            if (type.equals("eXIf") && length <= LONGEST_EXIF) {
                orientation = Exif.orientation(block(in, (int) length));
                length = 0;
            }
            in.skipNBytes(length + 4); // with the check sum
        }
    }

    private static PictureParts webp(DataInputStream in, long size) throws IOException {
        boolean animated = false;
        int orientation = Exif.UPRIGHT;
        in.skipNBytes(4);
        long end = 8 + little(in);
        long at = 12;
        in.skipNBytes(4);
        while (at < end && end <= size) {
            String type = new String(block(in, 4), StandardCharsets.ISO_8859_1);
            long length = little(in);
            long left = length + (length & 1);
            at += 8 + left;
            if (type.equals("VP8X")) {
                animated = (in.readUnsignedByte() & ANIMATION) != 0;
                left--;
            } else if (type.equals("EXIF") && length <= LONGEST_EXIF) {
                orientation = Exif.orientation(block(in, (int) length));
                left -= length;
            }
            in.skipNBytes(Math.max(0, left));
        }
        return new PictureParts(end <= size, animated, orientation);
    }

    /** Where the rows of an uncompressed BMP end; 0 if they are compressed. */
    private static long bmpEnd(byte[] header) {
        ByteBuffer in = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        boolean oldest = in.getInt(14) == OLDEST_BMP;
        boolean compressed = !oldest && (in.getInt(30) == 1 || in.getInt(30) == 2);
        long width = oldest ? in.getShort(18) & 0xffff : in.getInt(18);
        long height = oldest ? in.getShort(20) & 0xffff : Math.abs((long) in.getInt(22));
        long row = (width * in.getShort(oldest ? 24 : 28) + 31) / 32 * 4;
        return compressed ? 0 : (in.getInt(10) & 0xffffffffL) + row * height;
    }

    private static long little(DataInputStream in) throws IOException {
        return Integer.reverseBytes(in.readInt()) & 0xffffffffL;
    }

    private static byte[] block(DataInputStream in, int length) throws IOException {
        byte[] block = new byte[length];
        in.readFully(block);
        return block;
    }
}
