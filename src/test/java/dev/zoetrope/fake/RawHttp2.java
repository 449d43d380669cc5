package dev.zoetrope.fake;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A client of HTTP/2 in clear text, by prior knowledge, that sends frames in any order (RFC 9113). Its header blocks use no
 * compression but the static table (RFC 7541).
 */
public final class RawHttp2 implements AutoCloseable {
    public static final int HEADERS = 1;
    public static final int RST_STREAM = 3;
    public static final int SETTINGS = 4;
    public static final int GOAWAY = 7;
    public static final int CONTINUATION = 9;
    public static final int END_STREAM = 1;
    public static final int END_HEADERS = 4;
    /** Error code of {@code RST_STREAM}. */
    public static final int REFUSED_STREAM = 7;
    /** Error code of {@code GOAWAY}. */
    public static final int ENHANCE_YOUR_CALM = 11;

    private static final int PRIORITY = 0x20;
    /** Entries 8 to 14 of the static table. */
    private static final List<Integer> STATUSES = List.of(200, 204, 206, 304, 400, 404, 500);
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final DataInputStream in;

    /** @param stream 0: the connection itself */
    public record Frame(int type, int flags, int stream, byte[] payload) {
        /** The {@code :status} of a {@code HEADERS} frame, where the server puts it first. */
        public int status() {
            int at = (flags & PRIORITY) == 0 ? 0 : 5;
            int first = payload[at] & 0xff;
            return first >= 0x88 ? STATUSES.get(first - 0x88)
                    : Integer.parseInt(new String(payload, at + 2, 3, StandardCharsets.US_ASCII));
        }

        /** The error code of a {@code RST_STREAM} or a {@code GOAWAY}. */
        public int error() {
            return number(type == GOAWAY ? 4 : 0);
        }

        /** The value of a setting; -1 if this frame does not hold it. */
        public int setting(int id) {
            for (int at = 0; at < payload.length; at += 6) {
                if (((payload[at] & 0xff) << 8 | payload[at + 1] & 0xff) == id) {
                    return number(at + 2);
                }
            }
            return -1;
        }

        private int number(int at) {
            return (payload[at] & 0xff) << 24 | (payload[at + 1] & 0xff) << 16 | (payload[at + 2] & 0xff) << 8
                    | payload[at + 3] & 0xff;
        }
    }

    /** Connects and sends the preface with empty settings. */
    public RawHttp2(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            in = new DataInputStream(socket.getInputStream());
            socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        send(SETTINGS, 0, 0, new byte[0]);
    }

    /** Sends a frame; a connection that the server has closed is no failure. */
    public RawHttp2 send(int type, int flags, int stream, byte[] payload) {
        byte[] frame = new byte[9 + payload.length];
        frame[0] = (byte) (payload.length >> 16);
        frame[1] = (byte) (payload.length >> 8);
        frame[2] = (byte) payload.length;
        frame[3] = (byte) type;
        frame[4] = (byte) flags;
        frame[7] = (byte) (stream >> 8);
        frame[8] = (byte) stream;
        System.arraycopy(payload, 0, frame, 9, payload.length);
        try {
            socket.getOutputStream().write(frame);
        } catch (IOException e) {
            return this;
        }
        return this;
    }

    /** The next frame; null if the connection is closed. */
    public Frame next() {
        try {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt() & 0x7fffffff;
            return new Frame(type, flags, stream, in.readNBytes(length));
        } catch (IOException e) {
            return null;
        }
    }

    /** The next frame of this type; null if the connection is closed before. */
    public Frame next(int type) {
        Frame frame = next();
        while (frame != null && frame.type() != type) {
            frame = next();
        }
        return frame;
    }

    /** A header block: {@code :method POST} and {@code :authority localhost} with these three. */
    public static byte[] post(String scheme, String path, String key) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.write(0x83); // :method POST
        text(block, 6, scheme);
        text(block, 4, path);
        text(block, 1, "localhost");
        block.write(0x0f); // authorization is entry 23: 15 and 8
        block.write(8);
        value(block, "Bearer " + key);
        return block.toByteArray();
    }

    private static void text(ByteArrayOutputStream block, int name, String value) {
        block.write(name);
        value(block, value);
    }

    private static void value(ByteArrayOutputStream block, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
        block.write(bytes.length);
        block.writeBytes(bytes);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
