package dev.zoetrope.files;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

import io.vertx.core.buffer.Buffer;

/**
 * Finds out whether a file is also one of another kind (a polyglot): a PDF document, a web page or a ZIP archive. Bytes behind
 * the end of a picture are no fault by themselves, because phones append films, further pictures and notes to their photos.
 * It holds the last bytes of the file. Not thread-safe.
 */
final class ForeignContent {
    /** Readers of PDF documents and browsers that guess a type look at the first bytes only. */
    private static final int HEAD = 1024;
    /** The record at the end of a ZIP archive, and its longest comment. */
    private static final int ZIP_RECORD = 22;
    private static final int TAIL = ZIP_RECORD + 0xffff;
    private static final String ZIP_MARK = "PK\5\6";
    private static final String PDF_MARK = "%pdf-";
    /** Long enough not to be in compressed data by chance. */
    private static final List<String> MARKUP = List.of("<html", "</html", "<!doctype", "<script", "</script", "<iframe",
            "<?php");

    /** The last bytes, with as much space again, so that they are moved once in a while only. */
    private final byte[] last = new byte[2 * TAIL];
    private int length;

    void add(Buffer bytes) {
        int taken = Math.min(bytes.length(), TAIL);
        if (length + taken > last.length) {
            System.arraycopy(last, length - TAIL, last, 0, TAIL);
            length = TAIL;
        }
        bytes.getBytes(bytes.length() - taken, bytes.length(), last, length);
        length += taken;
    }

    /**
     * What else the file is, as a sentence; null if nothing was found.
     *
     * @param first the beginning of the file
     */
    String fault(byte[] first) {
        String head = text(first, 0, Math.min(first.length, HEAD)).toLowerCase(Locale.ROOT);
        String tail = text(last, Math.max(0, length - TAIL), length);
        String end = tail.toLowerCase(Locale.ROOT);
        if (head.contains(PDF_MARK)) {
            return "The file is also a PDF document.";
        }
        if (MARKUP.stream().anyMatch(mark -> head.contains(mark) || end.contains(mark))) {
            return "The file contains markup of a web page.";
        }
        return endsWithArchive(tail) ? "The file is also a ZIP archive." : null;
    }

    /** One character for each byte. */
    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** Whether there is an end record of a ZIP archive on one disk, with at least one entry (APPNOTE.TXT, 4.3.16). */
    private static boolean endsWithArchive(String tail) {
        for (int at = tail.lastIndexOf(ZIP_MARK); at >= 0; at = tail.lastIndexOf(ZIP_MARK, at - 1)) {
            if (at + ZIP_RECORD <= tail.length() && tail.startsWith("\0\0\0\0", at + 4) && !tail.startsWith("\0\0", at + 8)
                    && tail.startsWith(tail.substring(at + 8, at + 10), at + 10)) {
                return true;
            }
        }
        return false;
    }
}
