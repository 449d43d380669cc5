package dev.zoetrope.files;

import java.nio.charset.StandardCharsets;

/**
 * The size of a picture, by the head of its file.
 *
 * @param width in pixels
 * @param height in pixels
 */
record PictureSize(int width, int height) {
    /** Larger pictures are attacks on their decoder: no model takes one. */
    private static final int MAX_SIDE = 16_384;
    private static final long MAX_PIXELS = 100_000_000;

    /** Whether a decoder can be expected to hold the picture in memory. */
    boolean isUsable() {
        return width > 0 && height > 0 && width <= MAX_SIDE && height <= MAX_SIDE && (long) width * height <= MAX_PIXELS;
    }

    /** Null for another file, as for all of these methods. */
    static PictureSize ofPng(byte[] png) {
        return text(png, 12, "IHDR") ? new PictureSize(big(png, 16, 4), big(png, 20, 4)) : null;
    }

    static PictureSize ofGif(byte[] gif) {
        return gif.length < 10 ? null : new PictureSize(little(gif, 6, 2), little(gif, 8, 2));
    }

    static PictureSize ofBitmap(byte[] bitmap) {
        return bitmap.length < 26 ? null : new PictureSize(little(bitmap, 18, 4), Math.abs(little(bitmap, 22, 4)));
    }

    /** The three forms of WebP (RFC 9649, 2.5 to 2.7). */
    static PictureSize ofWebp(byte[] webp) {
        if (webp.length < 30) {
            return null;
        }
        if (text(webp, 12, "VP8X")) {
            return new PictureSize(1 + little(webp, 24, 3), 1 + little(webp, 27, 3));
        }
        if (text(webp, 12, "VP8L")) {
            int bits = little(webp, 21, 4);
            return new PictureSize(1 + (bits & 0x3fff), 1 + (bits >> 14 & 0x3fff));
        }
        boolean lossy = text(webp, 12, "VP8 ") && (webp[23] & 0xff) == 0x9d && webp[24] == 0x01 && webp[25] == 0x2a;
        return lossy ? new PictureSize(little(webp, 26, 2) & 0x3fff, little(webp, 28, 2) & 0x3fff) : null;
    }

    private static boolean text(byte[] bytes, int at, String text) {
        return bytes.length >= at + 12
                && new String(bytes, at, text.length(), StandardCharsets.ISO_8859_1).equals(text);
    }

    private static int big(byte[] bytes, int at, int length) {
        int value = 0;
        for (int i = 0; i < length; i++) {
            value = value << 8 | bytes[at + i] & 0xff;
        }
        return value;
    }

    private static int little(byte[] bytes, int at, int length) {
        int value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = value << 8 | bytes[at + i] & 0xff;
        }
        return value;
    }
}
