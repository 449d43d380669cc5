package dev.zoetrope.chaos;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits what a PostgreSQL client sends into its messages, wherever the network split it. Source: "Message Formats" in
 * the PostgreSQL manual; protocol 3.0 without TLS. For one thread at a time.
 */
final class PostgresMessages {
    /** Type of the messages before the session, which have none on the wire. */
    static final char START = 0;
    private static final int PROTOCOL_3 = 196_608;
    private static final int LENGTH = 4;

    /**
     * @param type the letter of the message, or {@link #START}
     * @param body without type and length
     */
    record Message(char type, byte[] body) {

        /** The text that ends with the n-th zero byte, counted from 0; empty where there are fewer. */
        String text(int n) {
            String[] texts = content().split("\0", n + 2);
            return n < texts.length - 1 ? texts[n] : "";
        }

        /** All of it; bytes above ASCII come out as other letters. */
        String content() {
            return new String(body, StandardCharsets.ISO_8859_1);
        }
    }

    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
    private boolean started;

    /** The messages that are complete with these bytes, in their order. */
    List<Message> add(byte[] bytes, int length) {
        rest.write(bytes, 0, length);
        ByteBuffer buffer = ByteBuffer.wrap(rest.toByteArray());
        List<Message> complete = new ArrayList<>();
        for (Message message = next(buffer); message != null; message = next(buffer)) {
            complete.add(message);
        }
        rest.reset();
        rest.write(buffer.array(), buffer.position(), buffer.remaining());
        return complete;
    }

    /** Null, the position unchanged, where the next message is not complete. */
    private Message next(ByteBuffer buffer) {
        int typed = started ? 1 : 0;
        int begin = buffer.position();
        if (buffer.remaining() < typed + LENGTH) {
            return null;
        }
        int size = buffer.getInt(begin + typed);
        if (size < LENGTH) {
            throw new IllegalStateException("this is not PostgreSQL's protocol");
        }
        if (buffer.remaining() < typed + size) {
            return null;
        }
        char type = started ? (char) buffer.get(begin) : START;
        byte[] body = Arrays.copyOfRange(buffer.array(), begin + typed + LENGTH, begin + typed + size);
        buffer.position(begin + typed + size);
        started = started || (body.length >= LENGTH && ByteBuffer.wrap(body).getInt() == PROTOCOL_3);
        return new Message(type, body);
    }
}
