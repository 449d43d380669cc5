package dev.zoetrope.files;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import io.vertx.core.buffer.Buffer;

/** Decodes the digits of a {@code data:} URL (RFC 2397) as they arrive, and passes the bytes to a writer. Not thread-safe. */
final class Base64Sink {
    /** Longest text before the comma of such a URL. */
    static final int MAX_HEAD = 200;
    private static final String PREFIX = "data:";
    private static final String ENCODING = ";base64,";
    private static final int QUANTUM = 4;

    private final UploadWriter writer;
    private final StringBuilder digits = new StringBuilder();

    Base64Sink(UploadWriter writer) {
        this.writer = writer;
    }

    /** Whether a text is the beginning of such a URL, or may become one. */
    static boolean mayBeHead(CharSequence text) {
        return text.length() <= MAX_HEAD
                && PREFIX.regionMatches(true, 0, text.toString(), 0, Math.min(PREFIX.length(), text.length()));
    }

    /** Whether a text is such a URL up to its comma. */
    static boolean isHead(CharSequence text) {
        return mayBeHead(text) && text.length() > ENCODING.length()
                && text.toString().toLowerCase(Locale.ROOT).endsWith(ENCODING);
    }

    UploadWriter writer() {
        return writer;
    }

    void add(char digit) {
        digits.append(digit);
    }

    /**
     * Passes on what is whole.
     *
     * @param last whether these were the last digits
     * @throws FailureException 400 if the digits are not base64; and what the writer throws
     */
    void pass(boolean last) {
        int count = last ? digits.length() : digits.length() / QUANTUM * QUANTUM;
        if (count == 0) {
            return;
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(digits.substring(0, count).getBytes(StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            throw notBase64();
        }
        digits.delete(0, count);
        writer.write(Buffer.buffer(bytes));
    }

    /** 400: to be renamed to a fault of the member. */
    static FailureException notBase64() {
        return Failure.malformed(400, "invalid_url", "A data URL must be base64.").exception();
    }
}
