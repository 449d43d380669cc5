package dev.zoetrope.files;

import java.nio.charset.StandardCharsets;

import io.vertx.core.buffer.Buffer;

/**
 * Finds the size and the duration of a film in the boxes of an MP4 or QuickTime file (ISO/IEC 14496-12), as the bytes arrive.
 * It holds only the box {@code moov}, which can be at the end of the file. Not thread-safe.
 */
final class MovieBoxes {
    private static final int HEADER = 8;
    private static final int LONG_HEADER = 16;
    /** A film of minutes has a box of some 100 KB. */
    private static final int MAX_MOVIE_BOX = 4 << 20;
    private static final int MAX_DEPTH = 3;
    private static final int MIN_MOVIE_HEADER = 24;
    /** Fixed-point numbers with 16 bits before the point. */
    private static final int FIXED_SHIFT = 16;
    /** A duration that the writer did not know. */
    private static final long UNKNOWN = 0xffff_ffffL;

    private Buffer header = Buffer.buffer();
    private Buffer movie;
    private long skip;
    private boolean lost;
    private long received;
    private long movieEnd = Long.MAX_VALUE;
    private Long millis;
    private PictureSize size;

    void add(Buffer bytes) {
        int at = 0;
        long before = received;
        received += bytes.length();
        while (at < bytes.length() && !lost) {
            if (skip > 0) {
                int step = (int) Math.min(skip, bytes.length() - at);
                if (movie != null) {
                    movie.appendBuffer(bytes, at, step);
                }
                skip -= step;
                at += step;
                if (skip == 0 && movie != null) {
                    read(movie, 0, movie.length(), 0);
                    movie = null;
                }
            } else {
                header.appendByte(bytes.getByte(at++));
                readHeader(before + at);
            }
        }
    }

    /** @param position of the next byte in the file */
    private void readHeader(long position) {
        if (header.length() < HEADER) {
            return;
        }
        long length = header.getUnsignedInt(0);
        if (length == 1 && header.length() < LONG_HEADER) {
            return;
        }
        long whole = length == 1 ? header.getLong(HEADER) : length;
        long rest = whole - header.length();
        boolean isMovie = header.getString(4, HEADER, StandardCharsets.ISO_8859_1.name()).equals("moov");
        header = Buffer.buffer();
        if (isMovie) {
            movieEnd = length == 0 ? position : rest < 0 ? Long.MAX_VALUE : position + rest; // 0: to the end of the file
        }
        if (rest < 0 || isMovie && rest > MAX_MOVIE_BOX) {
            lost = true; // the last box without a length, or no such file
            return;
        }
        skip = rest;
        movie = isMovie ? Buffer.buffer() : null;
    }

    /** Reads the boxes from one index to another. */
    private void read(Buffer bytes, int from, int to, int depth) {
        int at = from;
        while (at + HEADER <= to) {
            long length = bytes.getUnsignedInt(at);
            if (length < HEADER || at + length > to) {
                return;
            }
            int end = (int) (at + length);
            switch (bytes.getString(at + 4, at + HEADER, StandardCharsets.ISO_8859_1.name())) {
                case "mvhd" -> readMovieHeader(bytes, at + HEADER, end);
                case "tkhd" -> readTrackHeader(bytes, at + HEADER, end);
                case "trak" -> {
                    if (depth < MAX_DEPTH) {
                        read(bytes, at + HEADER, end, depth + 1);
                    }
                }
                default -> {
                    // describes something else
                }
            }
            at = end;
        }
    }

    private void readMovieHeader(Buffer bytes, int at, int end) {
        if (at + MIN_MOVIE_HEADER > end) {
            return;
        }
        boolean wide = bytes.getByte(at) == 1;
        int times = at + (wide ? 20 : 12);
        if (times + 12 > end) {
            return;
        }
        long unitsPerSecond = bytes.getUnsignedInt(times);
        long units = wide ? bytes.getLong(times + 4) : bytes.getUnsignedInt(times + 4);
        boolean known = units > 0 && (wide || units != UNKNOWN); // 0: the film is in fragments, as browsers record
        if (unitsPerSecond > 0 && known && units < Long.MAX_VALUE / 1000) {
            millis = units * 1000 / unitsPerSecond;
        }
    }

    /** The last 8 bytes are width and height; both are 0 for a sound. */
    private void readTrackHeader(Buffer bytes, int at, int end) {
        if (end - at < HEADER) {
            return;
        }
        int width = (int) (bytes.getUnsignedInt(end - 8) >> FIXED_SHIFT);
        int height = (int) (bytes.getUnsignedInt(end - 4) >> FIXED_SHIFT);
        if (width > 0 && height > 0 && size == null) {
            size = new PictureSize(width, height);
        }
    }

    /** Whether the box {@code moov} has arrived as a whole. Without it, nothing can play the file. */
    boolean hasMovie() {
        return movieEnd <= received;
    }

    /** Duration of the film; null if it is not known. */
    Long millis() {
        return millis;
    }

    /** Size of the first track with a picture; null if it is not known. */
    PictureSize size() {
        return size;
    }
}
