package dev.zoetrope.sandbox.render;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the orientation of a picture from a block of EXIF (EXIF 2.32, tag 0x0112). */
final class Exif {
    /** Orientation of a picture that needs no rotation. */
    static final int UPRIGHT = 1;
    private static final int MAX_ORIENTATION = 8;
    private static final int ORIENTATION_TAG = 0x0112;
    private static final int ENTRY_LENGTH = 12;
    private static final byte[] PREFIX = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

    private Exif() {
    }

    /** Whether a block starts with the prefix that EXIF has in a JPEG. */
    static boolean hasPrefix(byte[] block) {
        return block.length > PREFIX.length && Arrays.equals(block, 0, PREFIX.length, PREFIX, 0, PREFIX.length);
    }

    /**
     * @param block with or without the prefix
     * @return 1 to 8; 1 if the block has no orientation or cannot be read
     */
    static int orientation(byte[] block) {
        int start = hasPrefix(block) ? PREFIX.length : 0;
        ByteBuffer tiff = ByteBuffer.wrap(block, start, block.length - start).slice();
        try {
            tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            int directory = tiff.getInt(4);
            int entries = tiff.getShort(directory) & 0xffff;
            for (int i = 0; i < entries; i++) {
                int entry = directory + 2 + i * ENTRY_LENGTH;
                if ((tiff.getShort(entry) & 0xffff) == ORIENTATION_TAG) {
                    int value = tiff.getShort(entry + 8);
                    return value >= UPRIGHT && value <= MAX_ORIENTATION ? value : UPRIGHT;
                }
            }
        } catch (IndexOutOfBoundsException e) {
            // the block cannot be read
        }
        return UPRIGHT;
    }
}
