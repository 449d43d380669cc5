package dev.zoetrope.sandbox;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * Draws the samples in {@code src/main/resources/sandbox-samples}. The samples are checked in. To draw them again, run
 * {@code main} with the directory and the path of an ffmpeg. They contain no material of others.
 */
public final class SampleDrawings {
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 720;

    private SampleDrawings() {
    }

    public static void main(String[] args) throws Exception {
        Path directory = Files.createDirectories(Path.of(args[0]));
        write(directory.resolve("zoetrope.jpg"), zoetrope());
        write(directory.resolve("lighthouse-first.jpg"), lighthouse(false));
        write(directory.resolve("lighthouse-last.jpg"), lighthouse(true));
        Files.write(directory.resolve("tone.wav"), tone());
        List<String> clip = List.of(args[1], "-v", "error", "-y", "-loop", "1", "-framerate", "24", "-i",
                directory.resolve("zoetrope.jpg").toString(), "-vf",
                "scale=640:360,rotate=a='0.02*sin(PI*t)':c=0x2b2440", "-t", "2", "-c:v", "libx264", "-preset", "slow",
                "-crf", "30", "-pix_fmt", "yuv420p", "-threads", "1", "-fflags", "+bitexact", "-flags:v", "+bitexact",
                "-movflags", "+faststart", directory.resolve("clip.mp4").toString());
        int code = new ProcessBuilder(clip).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException("ffmpeg ended with " + code);
        }
    }

    private static Graphics2D paint(BufferedImage image) {
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        return g;
    }

    /** A drum with slits, and a bird in several phases of its flight on the strip inside. */
    private static BufferedImage zoetrope() {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = paint(image);
        g.setPaint(new GradientPaint(0, 0, new Color(0x2b2440), 0, HEIGHT, new Color(0xd98c5f)));
        g.fillRect(0, 0, WIDTH, HEIGHT);
        g.setColor(new Color(0x4a2f2a));
        g.fillRect(0, 600, WIDTH, 120);
        g.setColor(new Color(0x5d3b33));
        g.fillRect(0, 600, WIDTH, 8);
        g.setColor(new Color(0x2a1c1a));
        g.fillRect(615, 520, 50, 110);
        g.fill(new Ellipse2D.Double(510, 600, 260, 50));
        g.setColor(new Color(0x1b1320));
        g.fill(new Ellipse2D.Double(320, 150, 640, 170));
        g.setColor(new Color(0xf3e3c3));
        g.fillRect(320, 235, 640, 0);
        Path2D drum = new Path2D.Double();
        drum.moveTo(320, 235);
        drum.curveTo(320, 345, 960, 345, 960, 235);
        drum.lineTo(930, 480);
        drum.curveTo(930, 570, 350, 570, 350, 480);
        drum.closePath();
        g.setPaint(new GradientPaint(320, 0, new Color(0x8b3a3a), 640, 0, new Color(0xd0604c), true));
        g.fill(drum);
        g.setColor(new Color(0x1b1320));
        for (int i = 0; i < 13; i++) {
            double angle = Math.PI * (i + 0.5) / 13;
            double x = 640 - 305 * Math.cos(angle);
            double y = 262 + 82 * Math.sin(angle);
            double width = 4 + 12 * Math.sin(angle);
            g.fill(new java.awt.geom.Rectangle2D.Double(x - width / 2, y, width, 78));
        }
        for (int i = 0; i < 9; i++) {
            double angle = Math.PI * (i + 0.5) / 9;
            bird(g, 640 - 290 * Math.cos(angle), 388 + 76 * Math.sin(angle), 8 + 26 * Math.sin(angle),
                    Math.sin(i * Math.PI / 2.25));
        }
        g.setColor(new Color(0xf3e3c3));
        g.setStroke(new BasicStroke(6));
        g.draw(new Ellipse2D.Double(320, 150, 640, 170));
        bird(g, 1090, 130, 46, 0.7);
        bird(g, 1180, 205, 30, -0.4);
        bird(g, 190, 170, 38, 0.2);
        g.dispose();
        return image;
    }

    private static void bird(Graphics2D g, double x, double y, double size, double wings) {
        AffineTransform before = g.getTransform();
        g.translate(x, y);
        g.setColor(new Color(0xf3e3c3));
        g.setStroke(new BasicStroke((float) (size / 7), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        Path2D wing = new Path2D.Double();
        wing.moveTo(-size, -size * wings);
        wing.quadTo(-size * 0.4, -size * 0.5 * wings - size * 0.3, 0, 0);
        wing.quadTo(size * 0.4, -size * 0.5 * wings - size * 0.3, size, -size * wings);
        g.draw(wing);
        g.setTransform(before);
    }

    /** A headland with a lighthouse, in the morning or at night with the lamp on. */
    private static BufferedImage lighthouse(boolean night) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = paint(image);
        g.setPaint(new GradientPaint(0, 0, new Color(night ? 0x0b1030 : 0x7fb8e6), 0, 470,
                new Color(night ? 0x3a3568 : 0xfbe3c0)));
        g.fillRect(0, 0, WIDTH, HEIGHT);
        Random random = new Random(7);
        if (night) {
            g.setColor(new Color(0xfff6d8));
            for (int i = 0; i < 110; i++) {
                double size = 1 + 2.2 * random.nextDouble();
                g.fill(new Ellipse2D.Double(random.nextInt(WIDTH), random.nextInt(400), size, size));
            }
            g.fill(new Ellipse2D.Double(190, 90, 70, 70));
            Path2D beam = new Path2D.Double();
            beam.moveTo(878, 176);
            beam.lineTo(0, 40);
            beam.lineTo(0, 300);
            beam.closePath();
            g.setPaint(new GradientPaint(878, 176, new Color(255, 240, 170, 190), 60, 176,
                    new Color(255, 240, 170, 10)));
            g.fill(beam);
        } else {
            g.setColor(new Color(0xfff3b0));
            g.fill(new Ellipse2D.Double(180, 330, 120, 120));
            g.setColor(new Color(255, 255, 255, 190));
            for (int[] cloud : new int[][] { { 330, 120, 200 }, { 420, 95, 150 }, { 560, 190, 170 }, { 60, 160, 160 } }) {
                g.fill(new Ellipse2D.Double(cloud[0], cloud[1], cloud[2], cloud[2] / 3.2));
            }
        }
        g.setPaint(new GradientPaint(0, 450, new Color(night ? 0x1a2350 : 0x4f9dc0), 0, HEIGHT,
                new Color(night ? 0x070b20 : 0x1d5a80)));
        g.fillRect(0, 450, WIDTH, 270);
        g.setStroke(new BasicStroke(3, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        for (int i = 0; i < 60; i++) {
            int y = 462 + random.nextInt(240);
            int x = random.nextInt(WIDTH);
            int length = 20 + (y - 450) / 3;
            g.setColor(new Color(255, 255, 255, night ? 35 : 90));
            g.drawLine(x, y, x + length, y);
        }
        Path2D land = new Path2D.Double();
        land.moveTo(640, HEIGHT);
        land.curveTo(700, 560, 760, 520, 860, 505);
        land.curveTo(960, 490, 1100, 470, WIDTH, 420);
        land.lineTo(WIDTH, HEIGHT);
        land.closePath();
        g.setColor(new Color(night ? 0x10231f : 0x4f7a4a));
        g.fill(land);
        tower(g, night);
        g.dispose();
        return image;
    }

    private static void tower(Graphics2D g, boolean night) {
        for (int i = 0; i < 6; i++) {
            double top = 215 + i * 50;
            double halfTop = 30 + i * 4;
            Path2D band = new Path2D.Double();
            band.moveTo(878 - halfTop, top);
            band.lineTo(878 + halfTop, top);
            band.lineTo(878 + halfTop + 4, top + 50);
            band.lineTo(878 - halfTop - 4, top + 50);
            band.closePath();
            boolean red = i % 2 == 0;
            g.setColor(new Color(night ? red ? 0x5a2030 : 0x8a8aa8 : red ? 0xcc3b3b : 0xf7f3ea));
            g.fill(band);
        }
        g.setColor(new Color(night ? 0x15152a : 0x3b3b48));
        g.fillRect(836, 205, 84, 12);
        g.setColor(new Color(night ? 0xfff2b0 : 0xcfe6f2));
        g.fillRect(852, 150, 52, 55);
        g.setColor(new Color(night ? 0x3a1420 : 0x9c2d2d));
        g.fill(new java.awt.Polygon(new int[] { 844, 878, 912 }, new int[] { 152, 112, 152 }, 3));
    }

    private static void write(Path file, BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionQuality(0.78f);
        Files.deleteIfExists(file);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        }
        writer.dispose();
    }

    /** A WAV of two seconds, 8 kHz mono: one second of 660 Hz, then one second of 440 Hz. */
    private static byte[] tone() {
        int rate = 8000;
        int samples = 2 * rate;
        ByteBuffer wav = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 1).putShort((short) 1);
        wav.putInt(rate).putInt(2 * rate).putShort((short) 2).putShort((short) 16);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples);
        for (int i = 0; i < samples; i++) {
            double t = (double) i / rate;
            double pitch = t < 1 ? 660 : 440;
            double swell = Math.min(1, Math.min(t % 1, 1 - t % 1) * 8);
            wav.putShort((short) (9000 * swell * Math.sin(2 * Math.PI * pitch * t)));
        }
        return wav.array();
    }
}
