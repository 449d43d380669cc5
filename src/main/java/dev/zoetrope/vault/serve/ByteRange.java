package dev.zoetrope.vault.serve;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bytes of a file that a {@code Range} header (RFC 9110, 14.2) requests.
 *
 * @param kind the kind of the response
 * @param from index of the first byte
 * @param length number of bytes
 */
record ByteRange(Kind kind, long from, long length) {

    private static final String UNIT = "bytes=";
    private static final Pattern SINGLE_RANGE = Pattern.compile("([0-9]{1,40})-([0-9]{0,40})|-([0-9]{1,40})");

    /** The kinds of responses. */
    enum Kind {
        /** 200: the whole file. */
        WHOLE,
        /** 206: a part of the file. */
        PART,
        /** 416: the range is malformed or outside of the file. */
        UNSATISFIABLE
    }

    /**
     * Reads a single range, from the beginning or from the end of the file. An unknown unit and several ranges give the
     * whole file, as RFC 9110 allows. A malformed range and one outside of the file give {@link Kind#UNSATISFIABLE}.
     *
     * @param header null if the request has none
     * @param size size of the file in bytes
     */
    static ByteRange parse(String header, long size) {
        ByteRange whole = new ByteRange(Kind.WHOLE, 0, size);
        if (header == null || !header.regionMatches(true, 0, UNIT, 0, UNIT.length()) || header.indexOf(',') >= 0) {
            return whole;
        }
        Matcher range = SINGLE_RANGE.matcher(header.substring(UNIT.length()).trim());
        if (!range.matches()) {
            return unsatisfiable();
        }
        if (range.group(3) != null) {
            long last = Math.min(parseCapped(range.group(3)), size);
            return last == 0 ? unsatisfiable() : new ByteRange(Kind.PART, size - last, last);
        }
        long from = parseCapped(range.group(1));
        long to = range.group(2).isEmpty() ? size - 1 : Math.min(parseCapped(range.group(2)), size - 1);
        return from > to ? unsatisfiable() : new ByteRange(Kind.PART, from, to - from + 1);
    }

    private static ByteRange unsatisfiable() {
        return new ByteRange(Kind.UNSATISFIABLE, 0, 0);
    }

    /** The number, capped at {@link Long#MAX_VALUE}: a larger one is beyond the end of every file. */
    private static long parseCapped(String digits) {
        return new BigInteger(digits).min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
    }
}
