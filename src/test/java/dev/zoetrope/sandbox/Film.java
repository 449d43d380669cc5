package dev.zoetrope.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Properties of a rendered video, from a run of the real ffmpeg and from the MP4 boxes of the file. */
public record Film(Path file, String report, List<String> boxes, int frames) {

    public static Film of(Path ffmpeg, Path file) throws Exception {
        String report = run(ffmpeg, "-hide_banner", "-i", file.toString(), "-map", "0:v", "-f", "null", "-");
        Matcher frames = Pattern.compile("frame= *([0-9]+)").matcher(report);
        int count = 0;
        while (frames.find()) {
            count = Integer.parseInt(frames.group(1));
        }
        return new Film(file, report, boxes(file), count);
    }

    public boolean reportMatches(String pattern) {
        return Pattern.compile(pattern).matcher(report).find();
    }

    /** Similarity of a frame and a picture as PSNR in dB. Above 30 no difference is visible. */
    public double psnr(Path ffmpeg, int frame, Path picture) throws Exception {
        String report = run(ffmpeg, "-hide_banner", "-i", file.toString(), "-i", picture.toString(), "-filter_complex",
                "[0:v]select=eq(n\\," + frame + "),scale=320:180,format=gray[a];[1:v]scale=320:180,format=gray[b];"
                        + "[a][b]psnr",
                "-frames:v", "1", "-f", "null", "-");
        Matcher psnr = Pattern.compile("average:([0-9.]+|inf)").matcher(report);
        if (!psnr.find()) {
            throw new IOException(report);
        }
        return psnr.group(1).equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(psnr.group(1));
    }

    public static String run(Path ffmpeg, String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(ffmpeg.toString(), "-nostdin", "-y"));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    private static List<String> boxes(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        List<String> boxes = new ArrayList<>();
        int at = 0;
        while (at + 8 <= bytes.length) {
            int length = java.nio.ByteBuffer.wrap(bytes, at, 4).getInt();
            boxes.add(new String(bytes, at + 4, 4, StandardCharsets.US_ASCII));
            if (length < 8) {
                break;
            }
            at += length;
        }
        return boxes;
    }
}
