package dev.zoetrope.sandbox.render;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;

/**
 * The accepted formats, each with the demuxer and the decoders that ffmpeg may use for it. The first bytes of a file decide
 * its format, never its name or Content-Type.
 */
enum MediaFormat {
    JPEG(MediaRole.IMAGE, "jpeg_pipe", "mjpeg"),
    PNG(MediaRole.IMAGE, "png_pipe", "png"),
    BMP(MediaRole.IMAGE, "bmp_pipe", "bmp"),
    WEBP(MediaRole.IMAGE, "webp_pipe", "webp"),
    MP4(MediaRole.CLIP, "mov", "h264,hevc,mpeg4,mpeg2video,mpeg1video,h263,mjpeg,prores,dnxhd,vp8,vp9,libvpx-vp9,"
            + "av1,libdav1d,libaom-av1,png,rawvideo,aac,mp3float,alac,ac3,pcm_s16le,pcm_s16be"),
    WAV(MediaRole.AUDIO, "wav", "pcm_u8,pcm_s16le,pcm_s24le,pcm_s32le,pcm_f32le,pcm_f64le,pcm_alaw,pcm_mulaw,"
            + "adpcm_ms,adpcm_ima_wav"),
    MP3(MediaRole.AUDIO, "mp3", "mp3float,mp3");

    /** Number of bytes needed to detect the format. */
    static final int HEAD_LENGTH = 16;

    private final MediaRole role;
    private final String demuxer;
    private final String decoders;

    MediaFormat(MediaRole role, String demuxer, String decoders) {
        this.role = role;
        this.demuxer = demuxer;
        this.decoders = decoders;
    }

    MediaRole role() {
        return role;
    }

    String demuxer() {
        return demuxer;
    }

    String decoders() {
        return decoders;
    }

    /**
     * Detects the format.
     *
     * @param head the first {@link #HEAD_LENGTH} bytes of the file, or the whole file if it is shorter
     * @return empty if the format is not accepted
     */
    static Optional<MediaFormat> sniff(byte[] head) {
        String text = new String(head, ISO_8859_1);
        if (text.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of(JPEG);
        }
        if (text.startsWith("\u0089PNG\r\n\u001a\n")) {
            return Optional.of(PNG);
        }
        if (text.startsWith("BM") && text.length() == HEAD_LENGTH) {
            return Optional.of(BMP);
        }
        if (text.startsWith("RIFF")) {
            return text.startsWith("WEBP", 8) ? Optional.of(WEBP)
                    : text.startsWith("WAVE", 8) ? Optional.of(WAV) : Optional.empty();
        }
        if (isAtom(text)) {
            return Optional.of(MP4);
        }
        return text.startsWith("ID3") || isMp3Frame(head) ? Optional.of(MP3) : Optional.empty();
    }

    /** An MP4 starts with the atom {@code ftyp}. Old QuickTime files may start with another atom. */
    private static boolean isAtom(String text) {
        for (String atom : new String[] { "ftyp", "moov", "mdat", "wide", "free", "skip", "pnot" }) {
            if (text.startsWith(atom, 4)) {
                return true;
            }
        }
        return false;
    }

    /** Whether this is a frame of MPEG audio layer III: eleven ones, layer bits 01, a valid bit rate and sampling rate. */
    private static boolean isMp3Frame(byte[] head) {
        if (head.length < 4 || (head[0] & 0xff) != 0xff || (head[1] & 0xe0) != 0xe0) {
            return false;
        }
        boolean version = (head[1] & 0x18) != 0x08;
        boolean layer3 = (head[1] & 0x06) == 0x02;
        boolean bitRate = (head[2] & 0xf0) != 0xf0 && (head[2] & 0xf0) != 0;
        return version && layer3 && bitRate && (head[2] & 0x0c) != 0x0c;
    }
}
