package dev.zoetrope.upstream;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/**
 * Removes the gateway's key from texts of the vendor, because a vendor was seen to quote it, whole or in part. Each run of
 * pieces of the key of eight or more characters becomes {@code ***}; a shorter key is masked as a whole.
 */
final class KeyMask {
    private static final int SHORTEST_PIECE = 8;
    private static final String MASK = "***";

    private final String key;
    private final int piece;
    private final Set<String> pieces = new HashSet<>();

    /** @param key null if there is none; then nothing is masked */
    KeyMask(String key) {
        this.key = key == null || key.isEmpty() ? null : key;
        this.piece = this.key == null ? 0 : Math.min(SHORTEST_PIECE, key.length());
        for (int i = 0; this.key != null && i + piece <= key.length(); i++) {
            pieces.add(key.substring(i, i + piece));
        }
    }

    /** The text without any piece of the key; null for null. */
    String of(String words) {
        if (words == null || key == null || words.length() < piece) {
            return words;
        }
        BitSet masked = new BitSet();
        for (int i = 0; i + piece <= words.length(); i++) {
            if (pieces.contains(words.substring(i, i + piece))) {
                masked.set(i, i + piece);
            }
        }
        return masked.isEmpty() ? words : without(words, masked);
    }

    private static String without(String words, BitSet masked) {
        StringBuilder left = new StringBuilder();
        int at = 0;
        for (int from = masked.nextSetBit(0); from >= 0; from = masked.nextSetBit(at)) {
            left.append(words, at, from).append(MASK);
            at = masked.nextClearBit(from);
        }
        return left.append(words, at, words.length()).toString();
    }

    /** Whether the text contains the whole key. */
    boolean isIn(String text) {
        return key != null && text.contains(key);
    }
}
