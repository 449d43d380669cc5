package dev.zoetrope.dialect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.zoetrope.model.Member;
import dev.zoetrope.model.Mode;
import dev.zoetrope.model.Model;
import dev.zoetrope.video.Slot;

/**
 * Puts files into the members of a model that have their slots: the inverse of {@link Model#files}.
 *
 * @param mode the mode that the create must state, because the slots of its members hold in this mode only; null: none
 * @param files the files of each member, in the order of the create
 * @param rest the files for which the model has no place
 */
record FilePlacement(Mode mode, Map<Member, List<TranslatedFile>> files, List<TranslatedFile> rest) {

    static FilePlacement of(Model model, List<TranslatedFile> given) {
        // A list by position has the first frame before the last one. Files of the same slot keep their order.
        List<TranslatedFile> ordered = given.stream().sorted(Comparator.comparing(TranslatedFile::slot)).toList();
        FilePlacement placed = place(model, ordered, null);
        if (!placed.rest.isEmpty() && model.members().stream().anyMatch(Member::tellsMode)) {
            for (Mode mode : model.modes()) {
                FilePlacement other = place(model, ordered, mode);
                if (!mode.slots().isEmpty() && other.rest.isEmpty()) {
                    return other;
                }
            }
        }
        return placed;
    }

    private static FilePlacement place(Model model, List<TranslatedFile> ordered, Mode mode) {
        FilePlacement placement = new FilePlacement(mode, new LinkedHashMap<>(), new ArrayList<>());
        for (TranslatedFile file : ordered) {
            Member member = model.members().stream().filter(one -> placement.takes(one, file.slot())).findFirst().orElse(null);
            if (member == null) {
                placement.rest.add(file);
            } else {
                placement.files.computeIfAbsent(member, any -> new ArrayList<>()).add(file);
            }
        }
        return placement;
    }

    /** Whether the next place of a member is one for this slot. The model itself checks how long a list may be. */
    private boolean takes(Member member, Slot slot) {
        List<Slot> slots = mode == null ? member.slots() : mode.slots().getOrDefault(member.name(), member.slots());
        int next = files.getOrDefault(member, List.of()).size();
        if (member.media() == null || slots.isEmpty() || next > 0 && !member.type().isList()) {
            return false;
        }
        return slots.size() == 1 ? slots.get(0) == slot : next < slots.size() && slots.get(next) == slot;
    }
}
