package dev.zoetrope.video;

/**
 * FNV-1a with 64 bits, over the UTF-16 code units of texts. Fast, and no protection against collisions that are made on
 * purpose. Hashes are stored in the ledger and sent to callers, so this must never change.
 */
public final class Fnv1a {
    /** The hash of nothing. */
    public static final long START = 0xcbf29ce484222325L;
    public static final long PRIME = 0x100000001b3L;

    private Fnv1a() {
    }

    /** Adds a number to a hash. */
    public static long add(long hash, long number) {
        return (hash ^ number) * PRIME;
    }

    /** Adds each code unit of a text to a hash. */
    public static long add(long hash, String text) {
        long sum = hash;
        for (int i = 0; i < text.length(); i++) {
            sum = add(sum, text.charAt(i));
        }
        return sum;
    }
}
