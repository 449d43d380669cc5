package dev.zoetrope.files;

import io.vertx.core.buffer.Buffer;

/** Finds the duration and the size of a film in the first elements of a WebM file (RFC 9559, RFC 8794). */
final class WebmHeader {
    private static final int SEGMENT = 0x18538067;
    private static final int INFO = 0x1549a966;
    private static final int TIMESTAMP_SCALE = 0x2ad7b1;
    private static final int DURATION = 0x4489;
    private static final int TRACKS = 0x1654ae6b;
    private static final int TRACK = 0xae;
    private static final int VIDEO = 0xe0;
    private static final int WIDTH = 0xb0;
    private static final int HEIGHT = 0xba;
    private static final int CLUSTER = 0x1f43b675;
    private static final int MAX_DEPTH = 4;
    private static final int MAX_ID = 4;
    private static final double NANOS = 1_000_000;

    private final Buffer bytes;
    private double ticks = Double.NaN;
    private double nanosPerTick = NANOS;
    private int width;
    private int height;

    /** @param head the beginning of the file */
    WebmHeader(byte[] head) {
        bytes = Buffer.buffer(head);
        read(0, head.length, 0);
    }

    private void read(int from, int to, int depth) {
        int at = from;
        while (at < to) {
            int idLength = lengthOfNumber(at);
            if (idLength > MAX_ID || at + idLength >= to) {
                return;
            }
            int id = (int) number(at, idLength);
            at += idLength;
            int sizeLength = lengthOfNumber(at);
            if (sizeLength > Long.BYTES || at + sizeLength > to) {
                return;
            }
            long mask = (1L << 7 * sizeLength) - 1;
            long size = number(at, sizeLength) & mask;
            at += sizeLength;
            boolean whole = size <= to - at; // false also for an unknown size, which has all bits set
            if (id == CLUSTER || !whole && id != SEGMENT) {
                return;
            }
            int end = whole ? at + (int) size : to;
            element(id, at, end, depth);
            at = end;
        }
    }

    private void element(int id, int at, int end, int depth) {
        int length = end - at;
        switch (id) {
            case SEGMENT, INFO, TRACKS, TRACK, VIDEO -> {
                if (depth < MAX_DEPTH) {
                    read(at, end, depth + 1);
                }
            }
            case TIMESTAMP_SCALE -> nanosPerTick = number(at, Math.min(length, Long.BYTES));
            case DURATION -> ticks = length == Float.BYTES ? bytes.getFloat(at)
                    : length == Double.BYTES ? bytes.getDouble(at) : Double.NaN;
            case WIDTH -> width = (int) number(at, Math.min(length, Short.BYTES));
            case HEIGHT -> height = (int) number(at, Math.min(length, Short.BYTES));
            default -> {
                // describes something else
            }
        }
    }

    /** Bytes of a number that begins here; the zeros before its first bit say that. */
    private int lengthOfNumber(int at) {
        return at >= bytes.length() ? Integer.MAX_VALUE
                : Integer.numberOfLeadingZeros(bytes.getUnsignedByte(at)) - Integer.SIZE + Byte.SIZE + 1;
    }

    private long number(int at, int length) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = value << Byte.SIZE | bytes.getUnsignedByte(at + i);
        }
        return value;
    }

    /** Duration of the film; null if it is not known. */
    Long millis() {
        double millis = ticks * nanosPerTick / NANOS;
        return millis >= 0 && millis < Integer.MAX_VALUE ? (long) millis : null;
    }

    /** Size of the picture; null if it is not known. */
    PictureSize size() {
        return width > 0 && height > 0 ? new PictureSize(width, height) : null;
    }
}
