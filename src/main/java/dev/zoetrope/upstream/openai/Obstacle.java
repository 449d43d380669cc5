package dev.zoetrope.upstream.openai;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import dev.zoetrope.model.InputFile;
import dev.zoetrope.model.Member;
import dev.zoetrope.model.Model;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Slot;

/** Finds what a create asks for and {@link CreateFields} has no field for. Nothing that a caller stated is left out. */
final class Obstacle {
    private static final String CODE = "unsupported_by_vendor";
    private static final String NO_FIELD = "the API of the vendor has no field for ";
    /** The slots with a field that are no files. */
    private static final Set<Slot> VALUES = EnumSet.of(Slot.PROMPT, Slot.NEGATIVE_PROMPT, Slot.DURATION, Slot.RESOLUTION,
            Slot.RATIO, Slot.SEED);
    /** The slots of pictures and videos without a field. */
    private static final Set<Slot> OTHER_PICTURES = EnumSet.of(Slot.LAST_FRAME, Slot.CLIP, Slot.SOURCE_VIDEO,
            Slot.REFERENCE_IMAGES, Slot.REFERENCE_VIDEOS);
    /** As the vendors check it. */
    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,8}");

    private final GenerationRequest request;
    private final Model model;
    private final Set<Slot> taken = EnumSet.noneOf(Slot.class);
    private final List<Fault> faults = new ArrayList<>();

    private Obstacle(GenerationRequest request, Model model) {
        this.request = request;
        this.model = model;
    }

    /** The first obstacle; null if there is none. */
    static Fault first(GenerationRequest request, Model model) {
        Obstacle search = new Obstacle(request, model);
        request.extra().keySet().forEach(name -> search.add(name, NO_FIELD + "it"));
        model.files(request).forEach(search::checkFile);
        request.members().keySet().forEach(search::checkMember);
        search.checkDuration();
        search.checkSize();
        return search.faults.isEmpty() ? null : search.faults.get(0);
    }

    /**
     * Whether there is a field for each member that a create of the model needs. A model that makes its videos from pictures
     * without a field has none, even if a create may be without pictures.
     */
    static boolean hasFields(Model model) {
        boolean pictures = model.has(Slot.FIRST_FRAME) || OTHER_PICTURES.stream().noneMatch(model::has);
        return pictures && model.members().stream().filter(Member::required).allMatch(
                member -> member.slots().stream().anyMatch(slot -> slot == Slot.FIRST_FRAME || VALUES.contains(slot)));
    }

    private void add(String member, String reason) {
        faults.add(new Fault(member, CODE, member + " cannot be sent to the vendor, because " + reason + "."));
    }

    private void checkFile(InputFile file) {
        String member = file.member().replaceFirst("\\[[0-9]+]$", "");
        if (file.slot() != Slot.FIRST_FRAME) {
            add(member, NO_FIELD + (file.slot() == null ? "this file" : words(file.slot())));
        } else if (!taken.add(Slot.FIRST_FRAME)) {
            add(member, "the API of the vendor has a field for one image only");
        }
    }

    private void checkMember(String name) {
        Member member = model.member(name);
        if (member != null && member.media() != null) {
            return; // a file
        }
        if (member == null || member.slots().isEmpty() || !VALUES.containsAll(member.slots())) {
            add(name, NO_FIELD + "it");
        } else if (!member.slots().stream().allMatch(taken::add)) {
            add(name, "another member has the same meaning, and the API of the vendor has one field for both");
        }
    }

    private void checkDuration() {
        String seconds = CreateFields.text(model.slot(request, Slot.DURATION));
        if (seconds != null && !SECONDS.matcher(seconds).matches()) {
            add(nameOf(Slot.DURATION), "the API of the vendor needs a whole number of seconds, at least 1");
        }
    }

    private void checkSize() {
        boolean hasResolution = model.slot(request, Slot.RESOLUTION) != null;
        boolean statesRatio = taken.contains(Slot.RATIO);
        if ((hasResolution || statesRatio) && CreateFields.size(request, model) == null) {
            add(nameOf(statesRatio ? Slot.RATIO : Slot.RESOLUTION),
                    "no size in pixels is known for this resolution and ratio");
        }
    }

    /** The member that the caller stated, or else the member with the default. */
    private String nameOf(Slot slot) {
        List<String> names = model.members().stream().filter(member -> member.slots().contains(slot)).map(Member::name)
                .toList();
        return names.stream().filter(request.members()::containsKey).findFirst().orElse(names.get(0));
    }

    private static String words(Slot slot) {
        return slot.word().replace('_', ' ');
    }
}
