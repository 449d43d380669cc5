package dev.zoetrope.chaos;

/** Moments as a reader of faults can compare them: in milliseconds, by one clock, the long past left out. */
final class Moments {
    private static final long SHOWN_MILLIS = 10_000_000;

    private Moments() {
    }

    /** Both by {@code System.nanoTime()}. */
    static String between(long began, long ended) {
        return " (" + millis(began) + " to " + (ended == VendorBook.NEVER ? "never" : millis(ended)) + ")";
    }

    private static long millis(long moment) {
        return moment / 1_000_000 % SHOWN_MILLIS;
    }
}
