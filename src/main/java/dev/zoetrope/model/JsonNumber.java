package dev.zoetrope.model;

import java.math.BigDecimal;

/**
 * A number of a body, as it was written. Its conversions take time linear in the length of the text and do not expand
 * exponents.
 *
 * @param text follows the JSON grammar
 */
public record JsonNumber(String text) {
    /** Maximum length in characters of a number that is no integer. A double needs 24; an exact decimal far fewer than 64. */
    private static final int MAX_CHARS = 64;

    /** As {@link JsonInteger#of}: null for a number with a fraction, the end of the range of long for 19 digits and more. */
    public Long toInteger() {
        return JsonInteger.of(text);
    }

    /**
     * The exact value: {@link Long} for an integer of up to 18 digits, else {@link BigDecimal}; null if the number is too large
     * or too small for a double, or longer than 64 characters. RFC 8259 (6) does not require a receiver to accept more.
     */
    public Number toExact() {
        // Parsing a double does not expand the exponent. Only a number that fits a double may become a BigDecimal.
        double size = text.length() > MAX_CHARS ? Double.NaN : Double.parseDouble(text);
        if (size == 0 && Long.valueOf(0).equals(toInteger())) {
            return 0L;
        }
        if (size == 0 || !Double.isFinite(size)) {
            return null;
        }
        Long integer = toInteger();
        boolean exact = integer != null && integer != Long.MAX_VALUE && integer != Long.MIN_VALUE;
        return exact ? integer : (Number) new BigDecimal(text);
    }
}
