package dev.zoetrope.vault.serve;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@code Range} header (RFC 9110, 14.2) asks of a file.
 *
 * @param kind what is to be answered
 * @param from the first byte
 * @param length bytes from there
 */
record ByteRange(Kind kind, long from, long length) {

    private static final String UNIT = "bytes=";
    private static final Pattern ONE = Pattern.compile("([0-9]{1,40})-([0-9]{0,40})|-([0-9]{1,40})");

    /** The answers there are. */
    enum Kind {
        /** 200 */
        WHOLE,
        /** 206 */
        PART,
        /** 416 */
        NONE
    }

    /**
     * One range, from the front or from the end. A unit nobody knows asks for the whole file, and so do several ranges,
     * which may be answered so; what is no range, or outside the file, cannot be answered.
     *
     * @param header null where there is none
     * @param size bytes of the file
     */
    static ByteRange of(String header, long size) {
        ByteRange whole = new ByteRange(Kind.WHOLE, 0, size);
        if (header == null || !header.regionMatches(true, 0, UNIT, 0, UNIT.length()) || header.indexOf(',') >= 0) {
            return whole;
        }
        Matcher range = ONE.matcher(header.substring(UNIT.length()).trim());
        if (!range.matches()) {
            return none();
        }
        if (range.group(3) != null) {
            long last = Math.min(number(range.group(3)), size);
            return last == 0 ? none() : new ByteRange(Kind.PART, size - last, last);
        }
        long from = number(range.group(1));
        long to = range.group(2).isEmpty() ? size - 1 : Math.min(number(range.group(2)), size - 1);
        return from > to ? none() : new ByteRange(Kind.PART, from, to - from + 1);
    }

    private static ByteRange none() {
        return new ByteRange(Kind.NONE, 0, 0);
    }

    /** Anything beyond a file of this world is as good as its end. */
    private static long number(String digits) {
        return new BigInteger(digits).min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
    }
}
