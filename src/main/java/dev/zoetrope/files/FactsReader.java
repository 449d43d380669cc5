package dev.zoetrope.files;

import java.nio.charset.StandardCharsets;

import dev.zoetrope.store.FileType;
import dev.zoetrope.video.Upload;
import io.vertx.core.buffer.Buffer;

/**
 * Reads what the bytes of a file say about it, as they arrive: the media type, the size of a picture, the duration of a clip.
 * It decodes no picture. It holds the first bytes, and of an MP4 file the box that describes the film. What it does not
 * understand is not known. Not thread-safe.
 */
final class FactsReader {
    /** The size of a JPEG image stands behind its metadata, which can have several segments of 64 KB. */
    private static final int MAX_HEAD = 256 * 1024;

    private final MovieBoxes boxes = new MovieBoxes();
    private Buffer head = Buffer.buffer();

    void add(Buffer bytes) {
        if (head.length() < MAX_HEAD) {
            head.appendBuffer(bytes, 0, Math.min(bytes.length(), MAX_HEAD - head.length()));
        }
        boxes.add(bytes);
    }

    /** Whether the type can be decided: there are enough bytes for it. */
    boolean knowsType() {
        return head.length() >= FileType.DETECTION_BYTES;
    }

    /** The media type by the first bytes. */
    String type() {
        return FileKind.detect(head.getBytes(0, Math.min(head.length(), FileType.DETECTION_BYTES)));
    }

    /** The facts after the last byte; null if the bytes are not what their beginning says. */
    Upload.Facts facts() {
        byte[] first = head.getBytes();
        String type = type();
        PictureSize size = switch (type) {
            case "image/png" -> PictureSize.ofPng(first);
            case "image/jpeg" -> PictureSize.ofJpeg(first);
            case "image/gif" -> PictureSize.ofGif(first);
            case "image/webp" -> PictureSize.ofWebp(first);
            case "image/bmp" -> PictureSize.ofBitmap(first);
            default -> boxes.size();
        };
        boolean image = type.startsWith("image/");
        if (image && (size == null || !size.isUsable())) {
            return null;
        }
        Long millis = image ? null : type.equals("audio/wav") ? waveMillis(first) : boxes.millis();
        return new Upload.Facts(type, size == null ? null : size.width(), size == null ? null : size.height(), millis);
    }

    /** Duration of a WAV file by its first two chunks, as most programs write them; null if they are others. */
    private static Long waveMillis(byte[] bytes) {
        Buffer wave = Buffer.buffer(bytes);
        if (bytes.length < 44 || !new String(bytes, 12, 4, StandardCharsets.ISO_8859_1).equals("fmt ")) {
            return null;
        }
        long data = 20 + wave.getUnsignedIntLE(16);
        long bytesPerSecond = wave.getUnsignedIntLE(28);
        if (bytesPerSecond == 0 || data + 8 > bytes.length
                || !wave.getString((int) data, (int) data + 4, StandardCharsets.ISO_8859_1.name()).equals("data")) {
            return null;
        }
        return wave.getUnsignedIntLE((int) data + 4) * 1000 / bytesPerSecond;
    }
}
