package dev.zoetrope.upstream;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/**
 * Takes our key out of what the vendor says: a vendor was seen to quote it, whole or in part. Every piece of it of eight or
 * more characters becomes {@code ***}.
 */
final class KeyMask {
    private static final int SHORTEST_PIECE = 8;
    private static final String MASK = "***";

    private final String key;
    private final int piece;
    private final Set<String> pieces = new HashSet<>();

    /** @param key null where there is none: nothing is masked */
    KeyMask(String key) {
        this.key = key == null || key.isEmpty() ? null : key;
        this.piece = this.key == null ? 0 : Math.min(SHORTEST_PIECE, key.length());
        for (int i = 0; this.key != null && i + piece <= key.length(); i++) {
            pieces.add(key.substring(i, i + piece));
        }
    }

    /** The words without any piece of the key; null stays null. */
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

    /** Whether the text holds the whole key. */
    boolean isIn(String text) {
        return key != null && text.contains(key);
    }
}
