package dev.zoetrope.files;

import io.vertx.core.buffer.Buffer;

/**
 * Finds the size of a JPEG in the segment that starts its frame (ITU-T T.81, B.2.2), as the bytes arrive. It skips the segments
 * before it, which can hold more metadata than a head that is kept in memory. Not thread-safe.
 */
final class JpegFrame {
    private static final int MARKER = 0xff;
    private static final int START_OF_SCAN = 0xda;
    private static final int END_OF_IMAGE = 0xd9;
    /** Of a segment: marker, length, precision, height, width. */
    private static final int FRAME_BYTES = 9;
    private static final int LENGTH_END = 4;

    private final int[] segment = new int[FRAME_BYTES];
    private int read;
    /** Bytes before the next segment; first the marker that starts the image. */
    private int toSkip = 2;
    private boolean ended;
    private PictureSize size;

    void add(Buffer bytes) {
        int at = 0;
        while (at < bytes.length() && !ended) {
            int step = Math.min(toSkip, bytes.length() - at);
            if (step > 0) {
                toSkip -= step;
                at += step;
            } else {
                segment[read++] = bytes.getByte(at++) & 0xff;
                look();
            }
        }
    }

    /** The size; null if the bytes so far do not tell it. */
    PictureSize size() {
        return size;
    }

    private void look() {
        if (read == 1) {
            ended = segment[0] != MARKER;
        } else if (read == 2 && segment[1] == MARKER) {
            read = 1; // a filler
        } else if (read == 2) {
            ended = segment[1] == START_OF_SCAN || segment[1] == END_OF_IMAGE;
        } else if (read == LENGTH_END && !startsFrame(segment[1])) {
            toSkip = number(2) - 2;
            ended = toSkip < 0;
            read = 0;
        } else if (read == FRAME_BYTES) {
            size = new PictureSize(number(7), number(5));
            ended = true;
        }
    }

    private static boolean startsFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    private int number(int at) {
        return segment[at] << 8 | segment[at + 1];
    }
}
