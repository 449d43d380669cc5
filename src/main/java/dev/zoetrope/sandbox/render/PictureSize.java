package dev.zoetrope.sandbox.render;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The size of a picture from its header. A picture that would exhaust the memory is rejected before it is decoded.
 *
 * @param width pixels
 * @param height pixels
 */
record PictureSize(int width, int height) {
    private static final int HEADER_LENGTH = 30;

    long pixels() {
        return (long) width * height;
    }

    /** Reads the size; empty if the header is invalid or truncated, or if a side is not positive. */
    static Optional<PictureSize> of(Path file, MediaFormat format) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            PictureSize size = format == MediaFormat.JPEG ? jpeg(in) : header(in.readNBytes(HEADER_LENGTH), format);
            return size.width > 0 && size.height > 0 ? Optional.of(size) : Optional.empty();
        } catch (EOFException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static PictureSize header(byte[] bytes, MediaFormat format) {
        ByteBuffer big = ByteBuffer.wrap(bytes);
        ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        switch (format) {
            case PNG:
                return new PictureSize(big.getInt(16), big.getInt(20));
            case BMP:
                // The oldest header (12 bytes) has 16-bit sizes. With a negative height the rows run from top to bottom.
                return little.getInt(14) == 12
                        ? new PictureSize(little.getShort(18) & 0xffff, little.getShort(20) & 0xffff)
                        : new PictureSize(little.getInt(18), Math.abs(little.getInt(22)));
            default:
                return webp(little);
        }
    }

    /** Reads the three kinds of WEBP: lossy, lossless, extended. */
    private static PictureSize webp(ByteBuffer in) {
        switch (in.get(15)) {
            case ' ':
                return new PictureSize(in.getShort(26) & 0x3fff, in.getShort(28) & 0x3fff);
            case 'L':
                int bits = in.getInt(21);
                return new PictureSize((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1);
            default:
                return new PictureSize((in.getInt(24) & 0xffffff) + 1, (in.getInt(26) >>> 8) + 1);
        }
    }

    /** Reads the segments up to the frame header: SOF0 to SOF15, without the three markers that are no frame headers. */
    private static PictureSize jpeg(DataInputStream in) throws IOException {
        in.readUnsignedShort();
        while (true) {
            int marker = in.readUnsignedByte();
            if (marker != 0xff) {
                throw new EOFException();
            }
            while (marker == 0xff) {
                marker = in.readUnsignedByte();
            }
            int length = in.readUnsignedShort();
            if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
                in.readUnsignedByte();
                int height = in.readUnsignedShort();
                return new PictureSize(in.readUnsignedShort(), height);
            }
            in.skipNBytes(Math.max(0, length - 2));
        }
    }
}
