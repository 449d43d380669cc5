package dev.zoetrope.files;

import java.nio.charset.StandardCharsets;

import io.vertx.core.buffer.Buffer;

/** The durations of sounds in milliseconds, by the beginnings of their files; null where they are not known. */
final class SoundLength {
    private static final int CHUNK_HEADER = 8;
    private static final int FIRST_CHUNK = 12;
    private static final int ID3_HEADER = 10;
    private static final int MIN_FRAMES = 3;

    private SoundLength() {
    }

    /**
     * The duration of a WAV file (RIFF): its chunk of samples is as long as its head says, but not longer than the file.
     *
     * @param size of the whole file; null: not known
     */
    static Long ofWave(byte[] head, Long size) {
        Buffer wave = Buffer.buffer(head);
        long bytesPerSecond = 0;
        long at = FIRST_CHUNK;
        while (at + CHUNK_HEADER <= head.length) {
            int chunk = (int) at;
            long length = wave.getUnsignedIntLE(chunk + 4);
            if (text(wave, chunk, "data")) {
                long samples = size == null ? length : Math.min(length, size - at - CHUNK_HEADER);
                return bytesPerSecond == 0 || size == null && length == 0xffff_ffffL ? null : samples * 1000 / bytesPerSecond;
            }
            if (text(wave, chunk, "fmt ") && at + 20 <= head.length) {
                bytesPerSecond = wave.getUnsignedIntLE(chunk + 16);
            }
            at += CHUNK_HEADER + length + length % 2;
        }
        return null;
    }

    /**
     * The duration of an MP3 file: by the number of frames in its first frame (Xing, VBRI); else by its size, if all frames
     * that are there have the same bit rate.
     *
     * @param size of the whole file; null: not known
     */
    static Long ofMp3(byte[] head, Long size) {
        Buffer mp3 = Buffer.buffer(head);
        int at = startOfSound(mp3);
        Mp3Frame first = Mp3Frame.at(mp3, at);
        if (first == null) {
            return null;
        }
        int xing = at + first.tagOffset();
        int vbri = at + 36;
        if ((text(mp3, xing, "Xing") || text(mp3, xing, "Info")) && mp3.length() >= xing + 12
                && (mp3.getInt(xing + 4) & 1) != 0) {
            return first.millis(mp3.getUnsignedInt(xing + 8));
        }
        if (text(mp3, vbri, "VBRI") && mp3.length() >= vbri + 18) {
            return first.millis(mp3.getUnsignedInt(vbri + 14));
        }
        return size != null && isConstant(mp3, at, first) ? (size - at) * Byte.SIZE / first.kilobits() : null;
    }

    /** Behind a tag ID3v2, whose length has 7 bits in each byte. */
    private static int startOfSound(Buffer mp3) {
        if (!text(mp3, 0, "ID3") || mp3.length() < ID3_HEADER) {
            return 0;
        }
        int length = 0;
        for (int i = 6; i < ID3_HEADER; i++) {
            length = length << 7 | mp3.getByte(i) & 0x7f;
        }
        boolean footer = (mp3.getByte(5) & 0x10) != 0;
        return ID3_HEADER + length + (footer ? ID3_HEADER : 0);
    }

    private static boolean isConstant(Buffer mp3, int from, Mp3Frame first) {
        int frames = 0;
        int at = from;
        for (Mp3Frame frame = first; frame != null; frame = Mp3Frame.at(mp3, at)) {
            if (frame.kilobits() != first.kilobits()) {
                return false;
            }
            frames++;
            at += frame.length();
        }
        return frames >= MIN_FRAMES;
    }

    private static boolean text(Buffer bytes, int at, String text) {
        return at + text.length() <= bytes.length()
                && bytes.getString(at, at + text.length(), StandardCharsets.ISO_8859_1.name()).equals(text);
    }
}
