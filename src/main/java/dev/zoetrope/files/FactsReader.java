package dev.zoetrope.files;

import java.util.Set;

import dev.zoetrope.store.FileType;
import dev.zoetrope.video.Upload;
import io.vertx.core.buffer.Buffer;

/**
 * Reads what the bytes of a file say about it, as they arrive: the media type, the size of a picture, the duration of a clip or
 * a sound. It decodes and decompresses nothing. It holds the first bytes, the last ones, and of an MP4 file the box that
 * describes the film. What it does not understand is not known. Not thread-safe.
 */
final class FactsReader {
    private static final int MAX_HEAD = 256 * 1024;
    private static final Set<String> IN_BOXES = Set.of("video/mp4", "video/quicktime", "audio/mp4");

    private final MovieBoxes boxes = new MovieBoxes();
    private final JpegFrame jpeg = new JpegFrame();
    private final ForeignContent foreign = new ForeignContent();
    private Buffer head = Buffer.buffer();
    private long size;

    void add(Buffer bytes) {
        size += bytes.length();
        if (head.length() < MAX_HEAD) {
            head.appendBuffer(bytes, 0, Math.min(bytes.length(), MAX_HEAD - head.length()));
        }
        boxes.add(bytes);
        jpeg.add(bytes);
        foreign.add(bytes);
    }

    /** Whether the type can be decided: there are enough bytes for it. */
    boolean knowsType() {
        return head.length() >= FileType.DETECTION_BYTES;
    }

    /** The media type by the first bytes. */
    String type() {
        return FileKind.detect(head.getBytes(0, Math.min(head.length(), FileType.DETECTION_BYTES)));
    }

    /** The facts after the last byte. */
    Upload.Facts facts() {
        return facts(size);
    }

    /**
     * The facts that the bytes so far show.
     *
     * @param wholeSize of the file, in bytes; null: not known
     */
    Upload.Facts facts(Long wholeSize) {
        byte[] first = head.getBytes();
        String type = type();
        if (type.startsWith("image/")) {
            return facts(type, pictureSize(type, first), null);
        }
        return switch (type) {
            case "video/webm" -> {
                WebmHeader webm = new WebmHeader(first);
                yield facts(type, webm.size(), webm.millis());
            }
            case "audio/wav" -> facts(type, null, SoundLength.ofWave(first, wholeSize));
            case "audio/mpeg" -> facts(type, null, SoundLength.ofMp3(first, wholeSize));
            default -> facts(type, boxes.size(), boxes.millis());
        };
    }

    private static Upload.Facts facts(String type, PictureSize known, Long millis) {
        boolean sized = known != null && known.width() > 0 && known.height() > 0;
        return new Upload.Facts(type, sized ? known.width() : null, sized ? known.height() : null, millis);
    }

    private PictureSize pictureSize(String type, byte[] first) {
        return switch (type) {
            case "image/png" -> PictureSize.ofPng(first);
            case "image/jpeg" -> jpeg.size();
            case "image/gif" -> PictureSize.ofGif(first);
            case "image/webp" -> PictureSize.ofWebp(first);
            case "image/bmp" -> PictureSize.ofBitmap(first);
            default -> null;
        };
    }

    /** Why the file cannot be used, as a sentence; null if it can. Call it after the last byte. */
    String fault() {
        byte[] first = head.getBytes();
        String type = type();
        if (type.startsWith("image/")) {
            PictureSize picture = pictureSize(type, first);
            if (picture == null || !picture.isUsable()) {
                return "The picture is damaged or has too many pixels.";
            }
        }
        if (IN_BOXES.contains(type) && !boxes.hasMovie()) {
            return "The file is damaged: its box 'moov' is missing or longer than the file.";
        }
        return foreign.fault(first);
    }
}
