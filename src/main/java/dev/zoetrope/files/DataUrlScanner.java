package dev.zoetrope.files;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Fault;
import io.vertx.core.buffer.Buffer;

/**
 * Takes the files out of a JSON body as it arrives, {@code data:} URLs and bare base64: the bytes of each go to a writer, and
 * the rest of the body is kept. Only strings of members with certain names count, in an object or array of any depth. It checks
 * no JSON: the reader of the rest does. Not thread-safe.
 */
final class DataUrlScanner {
    private static final int MAX_FILES = 16;
    private static final int MAX_NAME = 64;
    private static final int MIN_CAPACITY = 512;

    private final Set<String> names;
    private final Set<String> bareNames;
    private final Supplier<UploadWriter> writers;
    private final int maxRest;
    private byte[] rest = new byte[MIN_CAPACITY];
    private int length;
    private int stringStart;
    private final List<Inline> files = new ArrayList<>();
    private final StringBuilder string = new StringBuilder();
    private State state = State.OUTSIDE;
    private boolean escaped;
    private String lastString = "";
    private String name = "";
    private Base64Sink data;

    private enum State {
        OUTSIDE,
        /** In a string that may still become a file. */
        STRING,
        /** In a string that is none. */
        PLAIN,
        /** In the digits of a file. */
        DATA
    }

    /**
     * A file that was in the body.
     *
     * @param member the name of the member
     * @param position where its id belongs in the rest of the body
     * @param writer has the bytes
     */
    record Inline(String member, int position, UploadWriter writer) {
    }

    /**
     * @param names the names of members that can have data URLs
     * @param bareNames the names of members that can also have base64 without the head of a data URL
     * @param writers makes the writer of each file
     * @param maxRest maximum length of the body without the files, in bytes
     */
    DataUrlScanner(Set<String> names, Set<String> bareNames, Supplier<UploadWriter> writers, int maxRest) {
        this.names = names;
        this.bareNames = bareNames;
        this.writers = writers;
        this.maxRest = maxRest;
    }

    /**
     * Takes the next bytes.
     *
     * @throws FailureException 413 if the rest is too long, 422 if a file is malformed, and what the writers throw
     */
    void feed(Buffer bytes) {
        for (int i = 0; i < bytes.length(); i++) {
            take((char) (bytes.getByte(i) & 0xff));
        }
        if (state == State.DATA) {
            pass(false);
        }
    }

    private void take(char c) {
        switch (state) {
            case OUTSIDE -> outside(c);
            case STRING -> inString(c);
            case PLAIN -> {
                keep(c);
                if (!escaped && c == '"') {
                    lastString = "";
                    state = State.OUTSIDE;
                }
                escaped = !escaped && c == '\\';
            }
            case DATA -> inData(c);
        }
    }

    private void outside(char c) {
        keep(c);
        if (c == '"') {
            string.setLength(0);
            stringStart = length;
            state = State.STRING;
        } else if (c == ':') {
            name = lastString;
        }
    }

    private void inString(char c) {
        keep(c);
        if (escaped) {
            escaped = false;
            if (c == '/') { // some writers escape every slash
                string.append(c);
            } else {
                state = State.PLAIN;
            }
            return;
        }
        if (c == '"') {
            lastString = string.toString();
            state = State.OUTSIDE;
            return;
        }
        if (c == '\\') {
            escaped = true;
            return;
        }
        string.append(c);
        if (string.length() == BareBase64.MIN_LENGTH && bareNames.contains(name) && BareBase64.matches(string)) {
            begin();
            string.chars().forEach(digit -> data.add((char) digit));
        } else if (string.length() > MAX_NAME && !Base64Sink.mayBeHead(string)) {
            state = State.PLAIN;
        } else if (c == ',' && names.contains(name) && Base64Sink.isHead(string)) {
            begin();
        }
    }

    private void begin() {
        if (files.size() == MAX_FILES) {
            throw fault("too_many_files", "has more than " + MAX_FILES + " files");
        }
        length = stringStart;
        data = new Base64Sink(writers.get());
        files.add(new Inline(name, length, data.writer()));
        state = State.DATA;
    }

    private void inData(char c) {
        if (c == '"') {
            pass(true);
            keep(c);
            lastString = "";
            state = State.OUTSIDE;
        } else if (c == '\\' && !escaped) {
            escaped = true;
        } else if (escaped && c != '/') {
            throw DataUrl.named(name, name, Base64Sink.notBase64());
        } else {
            escaped = false;
            data.add(c);
        }
    }

    private void pass(boolean last) {
        try {
            data.pass(last);
        } catch (FailureException refusal) {
            throw DataUrl.named(name, name, refusal);
        }
    }

    private FailureException fault(String code, String predicate) {
        return Failure.invalid(List.of(new Fault(name, code, name + " " + predicate))).exception();
    }

    private void keep(char c) {
        if (length == maxRest) {
            throw Failure.malformed(413, "body_too_large", "The body without its files is larger than " + maxRest
                    + " bytes.").exception();
        }
        if (length == rest.length) {
            rest = Arrays.copyOf(rest, Math.min(maxRest, 2 * length));
        }
        rest[length++] = (byte) c;
    }

    /** Whether no more bytes should come until the writer is ready. */
    boolean isFull() {
        return data != null && data.writer().isFull();
    }

    List<Inline> files() {
        return files;
    }

    /**
     * The body with the ids of the stored files instead of the files.
     *
     * @param ids in the order of {@link #files}; plain ASCII
     */
    byte[] rest(List<String> ids) {
        Buffer whole = Buffer.buffer(length + ids.size() * MAX_NAME);
        int from = 0;
        for (int i = 0; i < ids.size(); i++) {
            whole.appendBytes(rest, from, files.get(i).position() - from).appendString(ids.get(i));
            from = files.get(i).position();
        }
        return whole.appendBytes(rest, from, length - from).getBytes();
    }
}
