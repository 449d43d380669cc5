package dev.zoetrope.dialect.openai;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;

/**
 * Parses a body of the type {@code multipart/form-data} (RFC 7578) that is in memory. Time and memory are linear in its length.
 * It accepts what HTTP clients send: no preamble, each part with a name, and the last boundary.
 */
final class MultipartForm {
    private static final String TYPE = "multipart/form-data";
    /** More than the members of any model. */
    private static final int MAX_PARTS = 256;
    /** Maximum length of the header of a part in bytes. */
    private static final int MAX_HEADER = 4096;
    /** RFC 2046, 5.1.1. */
    private static final Pattern BOUNDARY = Pattern
            .compile(";\\s*boundary=(?:\"([^\"\\\\]{1,70})\"|([^\";,\\s]{1,70}))\\s*(?:;|$)", Pattern.CASE_INSENSITIVE);
    private static final Pattern DISPOSITION = Pattern.compile("content-disposition:\\s*form-data\\s*(;.*)",
            Pattern.CASE_INSENSITIVE);
    /** A parameter whose value is quoted, with backslash escapes, or a token. */
    private static final Pattern PARAMETER = Pattern
            .compile("\\G;\\s*([A-Za-z*]{1,20})=(?:\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"|([^\";\\s]+))\\s*");
    private static final String TRANSFER_ENCODING = "content-transfer-encoding:";
    private static final byte[] HEADER_END = { '\r', '\n', '\r', '\n' };

    private final byte[] body;
    private final byte[] delimiter;
    private int at;

    private MultipartForm(byte[] body, String boundary) {
        this.body = body;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * A part of a form.
     *
     * @param name as the client wrote it; any text
     * @param isFile whether the part has a file name. The name itself is not kept
     * @param content never null
     */
    record Part(String name, boolean isFile, byte[] content) {

        /** @throws FailureException 400 if the content is not UTF-8 */
        String text() {
            return decode(content, StandardCharsets.UTF_8);
        }

        /** Without the content, which is private. */
        @Override
        public String toString() {
            return "Part[" + content.length + " bytes]";
        }
    }

    /** @param contentType value of {@code Content-Type}; null if absent */
    static boolean isMultipart(String contentType) {
        return contentType != null && contentType.regionMatches(true, 0, TYPE, 0, TYPE.length());
    }

    /**
     * Parses a form.
     *
     * @param contentType a multipart type
     * @return the parts in the order of the body
     * @throws FailureException 400 {@code invalid_form} if the body is no complete form, or has more than 256 parts
     */
    static List<Part> parse(byte[] body, String contentType) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            throw malformed("Content-Type has no valid boundary.");
        }
        return new MultipartForm(body, boundary.group(1) == null ? boundary.group(2) : boundary.group(1)).parts();
    }

    private List<Part> parts() {
        // The first boundary has no line break before it.
        if (!startsWith(delimiter, 2, 0)) {
            throw malformed("The form does not begin with its boundary.");
        }
        at = delimiter.length - 2;
        List<Part> parts = new ArrayList<>();
        while (!isLast()) {
            if (parts.size() == MAX_PARTS) {
                throw malformed("The form has more than " + MAX_PARTS + " parts.");
            }
            parts.add(part());
        }
        return parts;
    }

    /** Whether the boundary that has just been read is the last one. Otherwise goes to the first byte of the next part. */
    private boolean isLast() {
        if (at + 1 < body.length && body[at] == '-' && body[at + 1] == '-') {
            return true;
        }
        while (at < body.length && (body[at] == ' ' || body[at] == '\t')) { // transport padding
            at++;
        }
        if (at + 1 >= body.length || body[at] != '\r' || body[at + 1] != '\n') {
            throw malformed("The form is not complete.");
        }
        at += 2;
        return false;
    }

    private Part part() {
        int headerEnd = find(HEADER_END, at, Math.min(body.length, at + MAX_HEADER));
        if (headerEnd < 0) {
            throw malformed("A part of the form has no header, or one that is too long.");
        }
        String header = decode(Arrays.copyOfRange(body, at, headerEnd), StandardCharsets.UTF_8);
        int from = headerEnd + HEADER_END.length;
        int to = find(delimiter, from, body.length);
        if (to < 0) {
            throw malformed("The form is not complete.");
        }
        at = to + delimiter.length;
        return part(header, Arrays.copyOfRange(body, from, to));
    }

    private static Part part(String header, byte[] content) {
        String name = null;
        boolean file = false;
        for (String line : header.lines().toList()) {
            Matcher disposition = DISPOSITION.matcher(line);
            if (disposition.matches()) {
                Matcher parameter = PARAMETER.matcher(disposition.group(1));
                while (parameter.find()) {
                    String key = parameter.group(1).toLowerCase(Locale.ROOT);
                    file |= key.startsWith("filename");
                    name = key.equals("name") ? value(parameter) : name;
                }
            } else if (line.regionMatches(true, 0, TRANSFER_ENCODING, 0, TRANSFER_ENCODING.length())) {
                throw malformed("A part of the form must not have a Content-Transfer-Encoding."); // RFC 7578, 4.7
            }
        }
        if (name == null) {
            throw malformed("A part of the form has no name.");
        }
        return new Part(name, file, content);
    }

    private static String value(Matcher parameter) {
        return parameter.group(2) == null ? parameter.group(3) : parameter.group(2).replaceAll("\\\\(.)", "$1");
    }

    private boolean startsWith(byte[] text, int skipped, int where) {
        return where + text.length - skipped <= body.length && Arrays.equals(text, skipped, text.length, body, where,
                where + text.length - skipped);
    }

    /** The first place of a text that ends before {@code end}; -1 if there is none. */
    private int find(byte[] text, int from, int end) {
        for (int i = from; i + text.length <= end; i++) {
            if (body[i] == text[0] && startsWith(text, 0, i)) {
                return i;
            }
        }
        return -1;
    }

    private static String decode(byte[] bytes, Charset charset) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw malformed("The form is not valid UTF-8.");
        }
    }

    private static FailureException malformed(String message) {
        return Failure.malformed(400, "invalid_form", message).exception();
    }
}
