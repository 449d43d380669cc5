package dev.zoetrope.upstream;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/**
 * Removes the gateway's key from texts of the vendor, because a vendor was seen to quote it, whole or in part. Each run of
 * pieces of the key of eight or more characters becomes {@code ***}; a shorter key is masked as a whole.
 */
public final class KeyMask {
    private static final int MIN_PIECE_LENGTH = 8;
    private static final String MASK = "***";

    private final String key;
    private final int pieceLength;
    private final Set<String> pieces = new HashSet<>();

    /** @param key null if there is none; then nothing is masked */
    public KeyMask(String key) {
        this.key = key == null || key.isEmpty() ? null : key;
        this.pieceLength = this.key == null ? 0 : Math.min(MIN_PIECE_LENGTH, key.length());
        for (int i = 0; this.key != null && i + pieceLength <= key.length(); i++) {
            pieces.add(key.substring(i, i + pieceLength));
        }
    }

    /** The text without any piece of the key; null for null. */
    public String apply(String text) {
        if (text == null || key == null || text.length() < pieceLength) {
            return text;
        }
        BitSet masked = new BitSet();
        for (int i = 0; i + pieceLength <= text.length(); i++) {
            if (pieces.contains(text.substring(i, i + pieceLength))) {
                masked.set(i, i + pieceLength);
            }
        }
        return masked.isEmpty() ? text : replacePieces(text, masked);
    }

    private static String replacePieces(String text, BitSet masked) {
        StringBuilder left = new StringBuilder();
        int at = 0;
        for (int from = masked.nextSetBit(0); from >= 0; from = masked.nextSetBit(at)) {
            left.append(text, at, from).append(MASK);
            at = masked.nextClearBit(from);
        }
        return left.append(text, at, text.length()).toString();
    }

    /** Whether the text contains the whole key. */
    public boolean containsKey(String text) {
        return key != null && text.contains(key);
    }
}
