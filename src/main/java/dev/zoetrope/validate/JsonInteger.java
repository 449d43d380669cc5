package dev.zoetrope.validate;

/**
 * The integer a JSON number stands for, found by looking at its text. Nothing is expanded: {@code 1e999999999} costs
 * eleven steps, not a gigabyte, and a million digits cost a million steps, not their square.
 */
final class JsonInteger {
    /** Beyond this an exponent outweighs any mantissa that fits into memory. */
    private static final long EXPONENT_BOUND = 1L << 40;
    private static final int LONG_DIGITS = 18;

    private JsonInteger() {
    }

    /**
     * The value of a number that follows the JSON grammar. {@code 5}, {@code 5.0}, {@code 50e-1} and {@code 5e0} are
     * the integer five; a number with a fraction is none.
     *
     * @return null for a number that is no integer; {@link Long#MAX_VALUE} or {@link Long#MIN_VALUE} for an integer of
     *         more than 18 digits
     */
    static Long of(String number) {
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
        // How many of the digits stand before the decimal point once the exponent has moved it.
        long whole = (point < 0 ? digits.length() : point) + exponent(number, end);
        if (whole <= last) {
            return null;
        }
        if (whole - first > LONG_DIGITS) {
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

    /** The exponent, held at plus or minus {@link #EXPONENT_BOUND}; zero when there is none. */
    private static long exponent(String number, int mantissaEnd) {
        if (mantissaEnd == number.length()) {
            return 0;
        }
        char sign = number.charAt(mantissaEnd + 1);
        long exponent = 0;
        for (int i = mantissaEnd + (sign == '-' || sign == '+' ? 2 : 1); i < number.length(); i++) {
            exponent = Math.min(EXPONENT_BOUND, exponent * 10 + (number.charAt(i) - '0'));
        }
        return sign == '-' ? -exponent : exponent;
    }
}
