package dev.zoetrope.files;

import io.vertx.core.buffer.Buffer;

/**
 * The header of one frame of MPEG audio, layer III (ISO/IEC 11172-3, 13818-3).
 *
 * @param kilobits bits in a second, divided by 1000
 * @param rate samples in a second
 * @param samples in a frame
 * @param length of the frame, in bytes
 * @param tagOffset where the tag Xing of a first frame stands, in bytes from the beginning of the frame
 */
record Mp3Frame(int kilobits, int rate, int samples, int length, int tagOffset) {

    private static final int HEADER = 4;
    private static final int[] KILOBITS = { 0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320 };
    private static final int[] KILOBITS_2 = { 0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160 };
    private static final int[] RATES = { 44_100, 48_000, 32_000 };

    /** The frame that begins at an index; null if none does. */
    static Mp3Frame at(Buffer bytes, int at) {
        if (at < 0 || at + HEADER > bytes.length()) {
            return null;
        }
        int head = bytes.getInt(at);
        int version = head >> 19 & 3; // 0: MPEG 2.5, 1: reserved, 2: MPEG 2, 3: MPEG 1
        int bitRate = head >> 12 & 15;
        int sampleRate = head >> 10 & 3;
        boolean layer3 = head >>> 21 == 0x7ff && (head >> 17 & 3) == 1;
        if (!layer3 || version == 1 || bitRate == 0 || bitRate == 15 || sampleRate == 3) {
            return null;
        }
        boolean first = version == 3;
        int kilobits = (first ? KILOBITS : KILOBITS_2)[bitRate];
        int rate = RATES[sampleRate] >> (first ? 0 : version == 2 ? 1 : 2);
        int samples = first ? 1152 : 576;
        int padding = head >> 9 & 1;
        boolean mono = (head >> 6 & 3) == 3;
        int sideInfo = first ? mono ? 17 : 32 : mono ? 9 : 17;
        return new Mp3Frame(kilobits, rate, samples, samples / 8 * kilobits * 1000 / rate + padding, HEADER + sideInfo);
    }

    /** Duration of this many frames. */
    long millis(long frames) {
        return frames * samples * 1000 / rate;
    }
}
