package dev.zoetrope.model;

import java.math.BigDecimal;

/**
 * An interval of numbers, with both ends: {@code 2..15} in a model file.
 *
 * @param min lowest value; may equal {@code max}
 * @param max highest value; {@link Double#POSITIVE_INFINITY} for {@code 1..}
 */
public record Range(double min, double max) {
    private static final String DOTS = "..";
    /** Up to this number, a double holds every integer exactly. */
    private static final double MAX = 1L << 53;

    /** @throws IllegalArgumentException with a message for the author of the file */
    static Range parse(String text) {
        int dots = text.indexOf(DOTS);
        try {
            double min = Double.parseDouble(dots < 0 ? text : text.substring(0, dots));
            String end = dots < 0 ? text : text.substring(dots + DOTS.length());
            double max = end.isEmpty() ? Double.POSITIVE_INFINITY : Double.parseDouble(end);
            boolean exact = Math.abs(min) <= MAX && (end.isEmpty() || Math.abs(max) <= MAX);
            if (min <= max && exact) {
                return new Range(min, max);
            }
        } catch (NumberFormatException e) {
            // the message below tells the form
        }
        throw new IllegalArgumentException("must be a range such as 2..15, 1.. or 4, the lower end first");
    }

    public boolean contains(double value) {
        return value >= min && value <= max;
    }

    /** As a model file writes it: {@code 2..15}, {@code 4}, {@code 1..}. */
    @Override
    public String toString() {
        return min == max ? plain(min) : plain(min) + DOTS + (isOpen() ? "" : plain(max));
    }

    /** After the noun of a sentence: {@code from 2 to 15}, {@code equal to 4}, {@code of 1 or more}. */
    public String words() {
        if (min == max) {
            return "equal to " + count();
        }
        return (isOpen() ? "of " : "from ") + count();
    }

    /** Without a preposition: {@code 1 to 9}, {@code 4}, {@code 1 or more}. */
    String count() {
        if (isOpen()) {
            return plain(min) + " or more";
        }
        return min == max ? plain(min) : plain(min) + " to " + plain(max);
    }

    private boolean isOpen() {
        return Double.isInfinite(max);
    }

    private static String plain(double number) {
        return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
    }
}
