package dev.zoetrope.dialect.dashscope;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.zoetrope.dialect.TranslatedCreate;
import dev.zoetrope.model.FaultCode;
import dev.zoetrope.video.Slot;

/**
 * The parameter {@code size} of the vendor's models before wan 2.7, {@code 1280*720}, as a resolution and a ratio. The vendor
 * rounds the sides to multiples of 16 and sources differ by 16 pixels, so the numbers need not fit exactly.
 */
final class Size {
    private static final Pattern FORM = Pattern.compile("(\\d{2,4})[*xX](\\d{2,4})");
    private static final double TOLERANCE = 0.03;
    /** Number of pixels of each resolution. */
    private static final Map<String, Integer> PIXELS = Map.of("480p", 832 * 480, "720p", 1280 * 720, "1080p", 1920 * 1080);
    private static final List<String> RATIOS = List.of("16:9", "9:16", "1:1", "4:3", "3:4");

    private Size() {
    }

    /** Adds what the size means, or a fault: another size would have another price. */
    static void put(Object value, String name, TranslatedCreate create) {
        Matcher form = FORM.matcher(value instanceof String text ? text : "");
        if (form.matches()) {
            double width = Integer.parseInt(form.group(1));
            double height = Integer.parseInt(form.group(2));
            String resolution = nearest(PIXELS.keySet().stream().toList(), width * height, PIXELS::get);
            String ratio = nearest(RATIOS, width / height, Size::quotient);
            if (resolution != null && ratio != null) {
                create.put(Slot.RESOLUTION, resolution, name);
                create.put(Slot.RATIO, ratio, name);
                return;
            }
        }
        create.addFault(name, FaultCode.INVALID_VALUE,
                "must be a size of 480P, 720P or 1080P in one of the ratios " + String.join(", ", RATIOS)
                        + ", for example 1280*720");
    }

    /** A number that a word stands for. */
    private interface Meaning {
        double of(String word);
    }

    /** The word whose number is nearest; null if it is not near enough. */
    private static String nearest(List<String> words, double number, Meaning meaning) {
        String nearest = words.stream().min(Comparator.comparingDouble(word -> distance(number, meaning.of(word))))
                .orElseThrow();
        return distance(number, meaning.of(nearest)) <= TOLERANCE ? nearest : null;
    }

    private static double distance(double number, double expected) {
        return Math.abs(number / expected - 1);
    }

    private static double quotient(String ratio) {
        int colon = ratio.indexOf(':');
        return Double.parseDouble(ratio.substring(0, colon)) / Double.parseDouble(ratio.substring(colon + 1));
    }
}
