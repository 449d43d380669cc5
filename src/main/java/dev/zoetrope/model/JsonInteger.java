package dev.zoetrope.model;

/**
 * Converts the text of a JSON number to an integer in time linear in the length of the text. Exponents are not expanded:
 * {@code 1e999999999} takes eleven steps, not a gigabyte of memory. A million digits take a million steps, not a million
 * squared.
 */
public final class JsonInteger {
    /** A greater exponent makes no difference: no mantissa that fits into memory has this many digits. */
    private static final long MAX_EXPONENT = 1L << 40;
    private static final int MAX_DIGITS = 18;

    private JsonInteger() {
    }

    /**
     * Converts a number. {@code 5}, {@code 5.0}, {@code 50e-1} and {@code 5e0} are the integer five.
     *
     * @param number follows the JSON grammar
     * @return null for a number with a fraction; {@link Long#MAX_VALUE} or {@link Long#MIN_VALUE} for an integer of more
     *         than 18 digits
     */
    public static Long of(String number) {
        boolean negative = number.charAt(0) == '-';
        int end = mantissaEnd(number);
        String mantissa = number.substring(negative ? 1 : 0, end);
        int point = mantissa.indexOf('.');
        String digits = point < 0 ? mantissa : mantissa.substring(0, point) + mantissa.substring(point + 1);
        int first = 0;
        int last = digits.length() - 1;
        while (first <= last && digits.charAt(first) == '0') {
            first++;
        }
        if (first > last) {
            return 0L;
        }
        while (digits.charAt(last) == '0') {
            last--;
        }
        // Number of digits before the decimal point after the exponent has moved the point.
        long whole = (point < 0 ? digits.length() : point) + exponent(number, end);
        if (whole <= last) {
            return null;
        }
        if (whole - first > MAX_DIGITS) {
            return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        long value = Long.parseLong(digits, first, last + 1, 10);
        for (long zeros = whole - last - 1; zeros > 0; zeros--) {
            value *= 10;
        }
        return negative ? -value : value;
    }

    private static int mantissaEnd(String number) {
        int end = 0;
        while (end < number.length() && number.charAt(end) != 'e' && number.charAt(end) != 'E') {
            end++;
        }
        return end;
    }

    /** The exponent, limited to plus or minus {@link #MAX_EXPONENT}; 0 if there is none. */
    private static long exponent(String number, int mantissaEnd) {
        if (mantissaEnd == number.length()) {
            return 0;
        }
        char sign = number.charAt(mantissaEnd + 1);
        long exponent = 0;
        for (int i = mantissaEnd + (sign == '-' || sign == '+' ? 2 : 1); i < number.length(); i++) {
            exponent = Math.min(MAX_EXPONENT, exponent * 10 + (number.charAt(i) - '0'));
        }
        return sign == '-' ? -exponent : exponent;
    }
}
