package dev.zoetrope.body;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import io.vertx.core.buffer.Buffer;

/**
 * Splits a {@code multipart/form-data} body into its parts as it arrives (RFC 7578; RFC 2046, 5.1). It holds the head of one
 * part, or fewer bytes than a delimiter has. Not thread-safe.
 */
public final class MultipartParser {
    /** Maximum number of parts, and of bytes in the head of a part. */
    private static final int MAX_PARTS = 256;
    private static final int MAX_HEAD = 8192;
    /** RFC 2046, 5.1.1; some clients quote it. */
    private static final Pattern TYPE = Pattern.compile(
            "multipart/form-data\\s*;(?:.*;)?\\s*boundary=(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70}))\\s*(?:;.*)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile(";\\s*name=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s;\"]+))",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern FILE_NAME = Pattern.compile(";\\s*filename\\*?=", Pattern.CASE_INSENSITIVE);
    private static final String DISPOSITION = "content-disposition:";
    private static final String TRANSFER_ENCODING = "content-transfer-encoding:";
    private static final Set<String> PLAIN_ENCODINGS = Set.of("7bit", "8bit", "binary");

    private final byte[] delimiter;
    private final Parts parts;
    private State state = State.PREAMBLE;
    private Buffer held;
    private int partCount;

    private enum State {
        /** Before the first delimiter, which may begin the body without a line break. */
        PREAMBLE,
        /** Directly after a delimiter. */
        AFTER_DELIMITER,
        HEAD,
        CONTENT,
        /** After the last delimiter: the rest has no meaning. */
        END
    }

    /** Receives the parts, one after the other. */
    public interface Parts {
        /**
         * A part begins.
         *
         * @param name the name of the field; empty if the part has none
         * @param file whether the part has the name of a file
         */
        void begin(String name, boolean file);

        /** The next bytes of the part; not empty. */
        void content(Buffer bytes);

        /** The part has ended. */
        void end();
    }

    private MultipartParser(String boundary, Parts parts) {
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        this.parts = parts;
        this.held = Buffer.buffer("\r\n"); // so that the first delimiter needs no case of its own
    }

    /** Whether a {@code Content-Type} announces such a body. */
    public static boolean isMultipart(String contentType) {
        return contentType != null && contentType.strip().toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
    }

    /** @throws FailureException 400 if the type has no usable boundary */
    public static MultipartParser of(String contentType, Parts parts) {
        Matcher type = TYPE.matcher(contentType.strip());
        if (!type.matches()) {
            throw malformed("The Content-Type must be multipart/form-data with a boundary.");
        }
        return new MultipartParser(type.group(1) == null ? type.group(2) : type.group(1), parts);
    }

    /**
     * Takes the next bytes of the body.
     *
     * @throws FailureException 400 if the body is malformed
     */
    public void feed(Buffer bytes) {
        if (state == State.END) {
            return;
        }
        held.appendBuffer(bytes);
        boolean moved = true;
        while (moved) {
            moved = switch (state) {
                case PREAMBLE, CONTENT -> toDelimiter();
                case AFTER_DELIMITER -> afterDelimiter();
                case HEAD -> head();
                case END -> false;
            };
        }
    }

    /** @throws FailureException 400 if the body has not ended properly */
    public void finish() {
        if (state != State.END) {
            throw malformed("The multipart body ends too early.");
        }
    }

    /** Passes on what is before the next delimiter; without one, all bytes that cannot be the beginning of one. */
    private boolean toDelimiter() {
        byte[] bytes = held.getBytes();
        int at = indexOf(bytes, delimiter);
        int content = at < 0 ? Math.max(0, bytes.length - delimiter.length + 1) : at;
        if (state == State.CONTENT && content > 0) {
            parts.content(held.slice(0, content).copy());
        }
        if (at < 0) {
            held = Buffer.buffer(Arrays.copyOfRange(bytes, content, bytes.length));
            return false;
        }
        if (state == State.CONTENT) {
            parts.end();
        }
        held = Buffer.buffer(Arrays.copyOfRange(bytes, at + delimiter.length, bytes.length));
        state = State.AFTER_DELIMITER;
        return true;
    }

    private boolean afterDelimiter() {
        if (held.length() < 2) {
            return false;
        }
        String next = held.getString(0, 2, StandardCharsets.ISO_8859_1.name());
        if (next.equals("--")) {
            state = State.END;
            held = Buffer.buffer();
            return false;
        }
        int line = 0;
        while (line < held.length() && (held.getByte(line) == ' ' || held.getByte(line) == '\t')) {
            line++;
        }
        if (line > MAX_HEAD) {
            throw malformed("A delimiter of the multipart body is too long.");
        }
        if (held.length() < line + 2) {
            return false;
        }
        if (held.getByte(line) != '\r' || held.getByte(line + 1) != '\n') {
            throw malformed("A delimiter of the multipart body is malformed.");
        }
        held = held.slice(line, held.length()).copy(); // keeps the line break: a head may be empty
        state = State.HEAD;
        return true;
    }

    private boolean head() {
        byte[] bytes = held.getBytes();
        int end = indexOf(bytes, new byte[] { '\r', '\n', '\r', '\n' });
        if (end < 0 ? bytes.length > MAX_HEAD : end > MAX_HEAD) {
            throw malformed("The head of a part is too long.");
        }
        if (end < 0) {
            return false;
        }
        partCount++;
        if (partCount > MAX_PARTS) {
            throw malformed("The multipart body has more than " + MAX_PARTS + " parts.");
        }
        begin(new String(bytes, 0, end, StandardCharsets.UTF_8));
        held = Buffer.buffer(Arrays.copyOfRange(bytes, end + 4, bytes.length));
        state = State.CONTENT;
        return true;
    }

    private void begin(String head) {
        String disposition = "";
        for (String line : head.lines().toList()) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith(DISPOSITION)) {
                disposition = line;
            } else if (lower.startsWith(TRANSFER_ENCODING) && !PLAIN_ENCODINGS.contains(
                    lower.substring(TRANSFER_ENCODING.length()).strip())) {
                throw malformed("A part of the form must not be encoded (RFC 7578, 4.7).");
            }
        }
        Matcher name = NAME.matcher(disposition);
        String found = !name.find() ? "" : name.group(1) == null ? name.group(2) : name.group(1).replaceAll("\\\\(.)", "$1");
        parts.begin(found, FILE_NAME.matcher(disposition).find());
    }

    private static int indexOf(byte[] bytes, byte[] sought) {
        for (int at = 0; at <= bytes.length - sought.length; at++) {
            if (bytes[at] == sought[0] && Arrays.equals(bytes, at, at + sought.length, sought, 0, sought.length)) {
                return at;
            }
        }
        return -1;
    }

    private static FailureException malformed(String message) {
        return Failure.malformed(400, "invalid_multipart", message).exception();
    }
}
