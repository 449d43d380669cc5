package dev.zoetrope.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.zoetrope.model.InputFile;
import dev.zoetrope.sandbox.render.GenerationMode;
import dev.zoetrope.sandbox.render.RenderJob;
import dev.zoetrope.video.Slot;

/**
 * Creates the render job of a request: fills in defaults, draws a random seed if the request has none, and replaces the URLs
 * of samples. The job depends on the slots of the request and not on the names of its members. So models of the operator can be
 * rendered, too.
 */
final class RenderJobs {
    private static final int DEFAULT_SECONDS = 5;
    private static final int MIN_SECONDS = 2;
    private static final int MAX_SECONDS = 15;
    private static final int MAX_SHORT_SIDE = 1080;
    private static final int MAX_REFERENCES = 9;
    private static final int MAX_REFERENCES_OF_CHANGE = 4;
    /** Characters of the prompt that fit on a picture. */
    private static final int MAX_WORDS = 130;
    private static final String DEFAULT_RATIO = "16:9";
    private static final Pattern SHORT_SIDE = Pattern.compile("([1-9][0-9]{2,3})p");

    private final Order order;
    private final List<InputFile> files;
    private final List<String> members = new ArrayList<>();

    private RenderJobs(Order order) {
        this.order = order;
        this.files = order.files();
    }

    static RenderJob of(Order order, SandboxOrigin origin, Samples samples, RandomGenerator random) {
        return new RenderJobs(order).job(origin, samples, random);
    }

    private RenderJob job(SandboxOrigin origin, Samples samples, RandomGenerator random) {
        return files.stream().anyMatch(file -> file.slot() == Slot.SOURCE_VIDEO) ? change(origin, samples, random)
                : video(origin, samples, random);
    }

    private RenderJob change(SandboxOrigin origin, Samples samples, RandomGenerator random) {
        List<String> pictures = urls(MAX_REFERENCES_OF_CHANGE, Slot.REFERENCE_IMAGES);
        String clip = urls(1, Slot.SOURCE_VIDEO).get(0);
        boolean whole = !(order.values().get(Slot.DURATION) instanceof Integer seconds && seconds > 0);
        String ratio = order.values().get(Slot.RATIO) instanceof String text ? text : null;
        return new RenderJob(GenerationMode.VIDEO_EDIT, pictures.stream().map(url -> samples.toJobUrl(url, origin)).toList(),
                samples.toJobUrl(clip, origin), null, whole ? 0 : seconds(), shortSide(), seed(random), ratio, words(),
                members);
    }

    private RenderJob video(SandboxOrigin origin, Samples samples, RandomGenerator random) {
        List<String> frames = urls(2, Slot.FIRST_FRAME, Slot.LAST_FRAME);
        boolean continued = frames.isEmpty() && files.stream().anyMatch(file -> file.slot() == Slot.CLIP);
        boolean referring = frames.isEmpty() && !continued;
        List<String> references = referring ? urls(MAX_REFERENCES, Slot.REFERENCE_IMAGES) : List.of();
        List<String> clip = continued ? urls(1, Slot.CLIP) : referring ? urls(1, Slot.REFERENCE_VIDEOS) : List.of();
        List<String> audio = urls(1, Slot.AUDIO);
        List<String> pictures = frames.isEmpty() ? references : frames;
        boolean text = pictures.isEmpty() && clip.isEmpty();
        GenerationMode mode = text ? GenerationMode.TEXT_TO_VIDEO
                : continued ? GenerationMode.VIDEO_CONTINUATION
                        : referring ? GenerationMode.REFERENCES
                                : frames.size() == 1 ? GenerationMode.IMAGE_TO_VIDEO : GenerationMode.FIRST_LAST_FRAME;
        return new RenderJob(mode, pictures.stream().map(url -> samples.toJobUrl(url, origin)).toList(),
                clip.isEmpty() ? null : samples.toJobUrl(clip.get(0), origin),
                audio.isEmpty() ? null : samples.toJobUrl(audio.get(0), origin), seconds(), shortSide(), seed(random),
                mode == GenerationMode.TEXT_TO_VIDEO || mode == GenerationMode.REFERENCES ? ratio() : null,
                text ? words() : null, members);
    }

    /** The first URLs of these slots, in the order of the slots; records the names of their members. */
    private List<String> urls(int max, Slot... slots) {
        List<InputFile> found = List.of(slots).stream()
                .flatMap(slot -> files.stream().filter(file -> file.slot() == slot)).limit(max).toList();
        found.forEach(file -> members.add(file.member()));
        return found.stream().map(InputFile::url).toList();
    }

    private int seconds() {
        int wanted = order.values().get(Slot.DURATION) instanceof Integer seconds && seconds > 0 ? seconds : DEFAULT_SECONDS;
        return Math.max(MIN_SECONDS, Math.min(MAX_SECONDS, wanted));
    }

    /** At most 1080, so that a render takes seconds; {@code 4k} is rendered so, too. */
    private int shortSide() {
        Matcher pixels = SHORT_SIDE.matcher(String.valueOf(order.values().get(Slot.RESOLUTION)));
        return pixels.matches() ? Math.min(MAX_SHORT_SIDE, Integer.parseInt(pixels.group(1))) : MAX_SHORT_SIDE;
    }

    private int seed(RandomGenerator random) {
        return order.values().get(Slot.SEED) instanceof Number seed && seed.longValue() >= 0
                ? Long.hashCode(seed.longValue()) & Integer.MAX_VALUE
                : random.nextInt(Integer.MAX_VALUE);
    }

    private String ratio() {
        return order.values().get(Slot.RATIO) instanceof String ratio ? ratio : DEFAULT_RATIO;
    }

    private String words() {
        String prompt = order.prompt() == null ? "" : ScriptedFaults.withoutDirectives(order.prompt()).strip();
        return prompt.isEmpty() ? order.model().title() : prompt.substring(0, Math.min(MAX_WORDS, prompt.length()));
    }
}
