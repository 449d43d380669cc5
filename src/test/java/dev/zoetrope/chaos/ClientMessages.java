package dev.zoetrope.chaos;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a PostgreSQL client sends, for the tests of what reads it. */
final class ClientMessages {
    private static final int TLS = 80_877_103;
    private static final int PROTOCOL_3 = 196_608;
    private static final int INT = 4;

    private ClientMessages() {
    }

    static byte[] wantsTls() {
        return ByteBuffer.allocate(2 * INT).putInt(2 * INT).putInt(TLS).array();
    }

    static byte[] start(String parameters) {
        byte[] text = bytes(parameters);
        return ByteBuffer.allocate(2 * INT + text.length).putInt(2 * INT + text.length).putInt(PROTOCOL_3).put(text).array();
    }

    static byte[] typed(char type, String body) {
        byte[] text = bytes(body);
        return ByteBuffer.allocate(1 + INT + text.length).put((byte) type).putInt(INT + text.length).put(text).array();
    }

    /** A statement with this name; empty: the one without. */
    static byte[] parse(String name, String sql) {
        return typed('P', name + "\0" + sql + "\0");
    }

    static byte[] bind(String name, String parameters) {
        return typed('B', "\0" + name + "\0" + parameters);
    }

    static byte[] join(byte[]... messages) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] message : messages) {
            all.writeBytes(message);
        }
        return all.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
