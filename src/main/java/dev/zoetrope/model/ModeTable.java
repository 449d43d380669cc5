package dev.zoetrope.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.zoetrope.video.Slot;

/** Reads the modes of a model file. */
final class ModeTable {
    private static final Set<String> WORDS = Set.of("name", "has", "not", "slots");

    private ModeTable() {
    }

    static List<String> names(YamlValue modes) {
        List<String> names = new ArrayList<>();
        for (YamlValue mode : modes.list()) {
            YamlValue name = mode.mapping(WORDS).get("name");
            if (name == null) {
                throw mode.fault("a mode has no name");
            }
            if (names.contains(name.text())) {
                throw name.fault("the mode '" + name.text() + "' is there twice");
            }
            names.add(name.text());
        }
        return names;
    }

    /**
     * The modes of one id. A mode that needs a member of other ids only, or that the patch of the id leaves out, is no mode of
     * this id.
     *
     * @param modes null if the file has none
     */
    static Modes read(YamlValue modes, MemberTable table) {
        List<Member> lists = table.members().values().stream().filter(member -> member.items() != null).toList();
        List<Member> tellers = table.members().values().stream().filter(Member::tellsMode).toList();
        if (tellers.size() > 1) {
            throw modes.fault("only one member can tell the mode");
        }
        Member teller = tellers.isEmpty() ? null : tellers.get(0);
        List<Mode> all = new ArrayList<>();
        for (YamlValue mode : modes == null ? List.<YamlValue> of() : modes.list()) {
            Map<String, YamlValue> words = mode.mapping(WORDS);
            Map<Member, Range> has = has(words, table);
            String name = words.get("name").text();
            if (has != null && (teller == null || teller.allowed().contains(name))) {
                all.add(new Mode(name, has, words.containsKey("not") ? table.named(words.get("not")) : List.of(),
                        slots(words, table)));
            }
        }
        return new Modes(teller == null ? null : table.withModes(teller, all, modes), all, lists);
    }

    private static Map<Member, Range> has(Map<String, YamlValue> words, MemberTable table) {
        Map<Member, Range> has = new LinkedHashMap<>();
        if (words.containsKey("has")) {
            for (Map.Entry<String, YamlValue> wanted : words.get("has").mapping().entrySet()) {
                Member member = table.known(wanted.getKey(), wanted.getValue());
                Range count = wanted.getValue().range();
                if (member != null) {
                    has.put(member, count);
                } else if (count.min() > 0) {
                    return null;
                }
            }
        }
        return has;
    }

    private static Map<String, List<Slot>> slots(Map<String, YamlValue> words, MemberTable table) {
        Map<String, List<Slot>> slots = new LinkedHashMap<>();
        if (words.containsKey("slots")) {
            words.get("slots").mapping().forEach((name, slot) -> {
                table.known(name, slot);
                slots.put(name, MemberWords.slots(slot));
            });
        }
        return slots;
    }
}
