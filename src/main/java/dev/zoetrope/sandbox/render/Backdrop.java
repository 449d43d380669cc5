package dev.zoetrope.sandbox.render;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * The picture of a video that has none: a sky with some lights, and words on it. The seed and the words decide how it looks.
 */
final class Backdrop {
    private static final int LIGHTS = 5;
    private static final int MAX_LINES = 6;
    /** Number of characters of a line; a longer word is cut. */
    private static final int LINE = 22;
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");
    private static final int BMP_HEADER = 54;
    private static final int INK = 240;
    private static final int BRIGHTNESS = 60;

    private final int width;
    private final int height;
    private final double[] top;
    private final double[] bottom;
    private final double[][] lights = new double[LIGHTS][];
    private final List<String> lines;
    /** Size of a pixel of the font. */
    private final int scale;

    private Backdrop(Canvas canvas, int seed, String words) {
        width = canvas.width();
        height = canvas.height();
        SplittableRandom random = new SplittableRandom(seed * 31L + words.hashCode());
        top = colour(random, 30, 110);
        bottom = colour(random, 60, 190);
        for (int i = 0; i < LIGHTS; i++) {
            lights[i] = new double[] { random.nextDouble(), random.nextDouble(), 0.05 + 0.2 * random.nextDouble() };
        }
        lines = lines(PixelFont.capitals(words));
        scale = Math.max(1, Math.min(width / ((LINE + 2) * (PixelFont.WIDTH + 1)), height / 60));
    }

    /** Writes the picture as a BMP. */
    static void write(Path file, Canvas canvas, int seed, String words) throws IOException {
        Backdrop backdrop = new Backdrop(canvas, seed, words);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            backdrop.write(out);
        }
    }

    private static double[] colour(SplittableRandom random, int low, int high) {
        return new double[] { random.nextInt(low, high), random.nextInt(low, high), random.nextInt(low, high) };
    }

    private static List<String> lines(String words) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : WHITE_SPACE.split(words.strip(), -1)) {
            String cut = word.substring(0, Math.min(LINE, word.length()));
            if (line.length() > 0 && line.length() + 1 + cut.length() > LINE) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(cut);
        }
        lines.add(line.toString());
        return lines.subList(0, Math.min(MAX_LINES, lines.size()));
    }

    /** A BMP of 24 bits a pixel; its rows run from bottom to top, and each has a length that is a multiple of four. */
    private void write(OutputStream out) throws IOException {
        byte[] row = new byte[(width * 3 + 3) / 4 * 4];
        int size = BMP_HEADER + row.length * height;
        ByteBuffer header = ByteBuffer.allocate(BMP_HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.put((byte) 'B').put((byte) 'M').putInt(size).putInt(0).putInt(BMP_HEADER).putInt(40).putInt(width).putInt(height)
                .putShort((short) 1).putShort((short) 24);
        out.write(header.array());
        for (int y = height - 1; y >= 0; y--) {
            for (int x = 0; x < width; x++) {
                boolean ink = hasInk(x, y);
                double glow = ink ? 0 : glow(x, y);
                for (int c = 0; c < 3; c++) {
                    double sky = top[c] + (bottom[c] - top[c]) * y / height;
                    row[x * 3 + c] = (byte) (ink ? INK : Math.min(255, sky + glow));
                }
            }
            out.write(row);
        }
    }

    private double glow(int x, int y) {
        double glow = 0;
        for (double[] light : lights) {
            double dx = ((double) x / width - light[0]) * width / height;
            double dy = (double) y / height - light[1];
            glow += Math.max(0, BRIGHTNESS * (1 - Math.sqrt(dx * dx + dy * dy) / light[2]));
        }
        return glow;
    }

    private boolean hasInk(int x, int y) {
        int step = (PixelFont.HEIGHT + 3) * scale;
        int below = y - (height - lines.size() * step) / 2;
        int line = Math.floorDiv(below, step);
        if (line < 0 || line >= lines.size()) {
            return false;
        }
        String text = lines.get(line);
        int advance = (PixelFont.WIDTH + 1) * scale;
        int right = x - (width - text.length() * advance) / 2;
        int character = Math.floorDiv(right, advance);
        int column = Math.floorMod(right, advance) / scale;
        int glyphRow = Math.floorMod(below, step) / scale;
        return character >= 0 && character < text.length() && column < PixelFont.WIDTH && glyphRow < PixelFont.HEIGHT
                && PixelFont.hasInk(text.charAt(character), column, glyphRow);
    }
}
