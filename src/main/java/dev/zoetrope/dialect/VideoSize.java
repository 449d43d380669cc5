package dev.zoetrope.dialect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.zoetrope.model.Member;
import dev.zoetrope.model.Model;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Slot;

/**
 * The sizes in pixels that a model serves: the short side is a resolution, and the sides have one of its ratios. The price
 * depends on the resolution, so a size is never replaced by a similar one.
 */
public final class VideoSize {
    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{1,4})x([1-9][0-9]{1,4})");
    private static final Pattern LINES = Pattern.compile("([1-9][0-9]{1,3})p");
    private static final Pattern RATIO = Pattern.compile("([1-9][0-9]?):([1-9][0-9]?)");
    private static final Map<String, Integer> NAMED = Map.of("2k", 1440, "4k", 2160);
    /** A long side that is no whole number is rounded up or down, by some to an even number. */
    private static final double ROUNDING = 2;

    private final Member resolution;
    private final Member ratio;

    /** @param model any model, also one that serves no size */
    public VideoSize(Model model) {
        this.resolution = member(model, Slot.RESOLUTION);
        this.ratio = member(model, Slot.RATIO);
    }

    /** The first member with this slot; null if there is none. */
    public static Member member(Model model, Slot slot) {
        return model.members().stream().filter(member -> member.slots().contains(slot)).findFirst().orElse(null);
    }

    /** The members that choose a size; empty if the model has neither. */
    public List<Member> members() {
        List<Member> members = new ArrayList<>();
        for (Member member : new Member[] { resolution, ratio }) {
            if (member != null) {
                members.add(member);
            }
        }
        return members;
    }

    /**
     * The values of the members that choose a size.
     *
     * @param size for example {@code 1280x720}; any text
     * @return by the names of the members; null if the model does not serve the size
     */
    public Map<String, Object> choose(String size) {
        Matcher sides = SIZE.matcher(size);
        String lines = resolution(size);
        if (!sides.matches() || lines == null) {
            return null;
        }
        int width = Integer.parseInt(sides.group(1));
        int height = Integer.parseInt(sides.group(2));
        Map<String, Object> chosen = new LinkedHashMap<>();
        chosen.put(resolution.name(), lines);
        for (String word : words(ratio)) {
            Matcher parts = RATIO.matcher(word);
            if (parts.matches() && fits(width, height, parts)) {
                chosen.put(ratio.name(), word);
            }
        }
        return chosen.size() == members().size() ? chosen : null;
    }

    /**
     * The resolution of a size, whatever its ratio is.
     *
     * @param size for example {@code 1280x720}; any text
     * @return a word of the model; null if the model does not serve the short side, or the text is no size
     */
    public String resolution(String size) {
        Matcher sides = SIZE.matcher(size);
        if (!sides.matches()) {
            return null;
        }
        int shortSide = Math.min(Integer.parseInt(sides.group(1)), Integer.parseInt(sides.group(2)));
        return words(resolution).stream().filter(word -> lines(word) == shortSide).findFirst().orElse(null);
    }

    private static boolean fits(int width, int height, Matcher ratio) {
        double a = Integer.parseInt(ratio.group(1));
        double b = Integer.parseInt(ratio.group(2));
        int lines = Math.min(width, height);
        return Math.abs(width - lines * Math.max(1, a / b)) < ROUNDING
                && Math.abs(height - lines * Math.max(1, b / a)) < ROUNDING;
    }

    /** What a caller can do, as a predicate of {@code size}. */
    public String expectation() {
        List<String> resolutions = words(resolution).stream().filter(word -> lines(word) > 0).toList();
        if (ratio == null && !resolutions.isEmpty()) {
            return "must have a short side of "
                    + String.join(" or ", resolutions.stream().map(word -> "" + lines(word)).toList())
                    + " pixels with this model, and its ratio follows the picture";
        }
        List<String> sizes = resolutions.stream()
                .flatMap(word -> words(ratio).stream().map(sides -> pixels(word, sides)).filter(Objects::nonNull)).toList();
        return sizes.isEmpty() ? "cannot be chosen with this model; leave it out"
                : "must be one of " + String.join(", ", sizes) + " with this model";
    }

    /** The size of a video; null if it is not known before the video is made. */
    public String of(GenerationRequest request, Model model) {
        Object lines = model.slot(request, Slot.RESOLUTION);
        Object sides = model.slot(request, Slot.RATIO);
        return lines == null || sides == null ? null : pixels(lines.toString(), sides.toString());
    }

    private static String pixels(String resolution, String ratio) {
        int lines = lines(resolution);
        Matcher parts = RATIO.matcher(ratio);
        if (lines == 0 || !parts.matches()) {
            return null;
        }
        double a = Integer.parseInt(parts.group(1));
        double b = Integer.parseInt(parts.group(2));
        return even(lines * Math.max(1, a / b)) + "x" + even(lines * Math.max(1, b / a));
    }

    private static long even(double side) {
        return 2 * Math.round(side / 2);
    }

    /** The short side in pixels of a word such as {@code 720p}; 0 if the word has another form. */
    private static int lines(String word) {
        Matcher lines = LINES.matcher(word.toLowerCase(Locale.ROOT));
        return lines.matches() ? Integer.parseInt(lines.group(1)) : NAMED.getOrDefault(word.toLowerCase(Locale.ROOT), 0);
    }

    private static List<String> words(Member member) {
        return member == null || member.allowed() == null ? List.of()
                : member.allowed().values().stream().map(Object::toString).toList();
    }
}
