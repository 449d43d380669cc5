package dev.zoetrope.ffmpeg;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The arguments with which ffmpeg reads a file of somebody else. */
public final class UntrustedInput {
    /** The demuxer of MP4 and QuickTime. */
    public static final String MOV = "mov";

    private UntrustedInput() {
    }

    /**
     * The input options and the input: ffmpeg may neither guess the format of the file nor open another file.
     *
     * @param demuxer the only one that may read the file
     * @param limits further input options, for example of decoders, threads and pixels
     */
    public static List<String> arguments(Path file, String demuxer, List<String> limits) {
        List<String> arguments = new ArrayList<>(
                List.of("-protocol_whitelist", "file,pipe", "-format_whitelist", demuxer));
        arguments.addAll(limits);
        if (demuxer.equals(MOV)) {
            // A QuickTime file may refer to tracks in other files.
            arguments.addAll(List.of("-enable_drefs", "0", "-use_absolute_path", "0"));
        }
        arguments.addAll(List.of("-f", demuxer, "-i", file.toString()));
        return arguments;
    }
}
