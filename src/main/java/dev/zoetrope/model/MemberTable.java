package dev.zoetrope.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The members of one id of a model file: those of the file, after the patch of the id. */
final class MemberTable {
    private static final Set<MemberType> WITH_VALUES = Set.of(MemberType.STRING, MemberType.INTEGER, MemberType.BOOLEAN);

    private final Set<String> all;
    private final Map<String, Member> members;

    /**
     * @param ofFile the members of the file; they are not changed
     * @param patch the words {@code without}, {@code only} and {@code narrow} of the id
     */
    MemberTable(Map<String, Member> ofFile, Map<String, YamlValue> patch) {
        this.all = ofFile.keySet();
        this.members = new LinkedHashMap<>(ofFile);
        if (patch.containsKey("only")) {
            this.members.keySet().retainAll(references(patch.get("only")));
        }
        if (patch.containsKey("without")) {
            this.members.keySet().removeAll(references(patch.get("without")));
        }
        if (patch.containsKey("narrow")) {
            patch.get("narrow").mapping().forEach((name, value) -> {
                Member member = known(name, value);
                if (member != null) {
                    this.members.put(name, member.narrowed(narrowed(member, value)));
                }
            });
        }
    }

    /**
     * Reads the members of a file.
     *
     * @param modes null if the file has none
     */
    static Map<String, Member> read(YamlValue members, YamlValue modes) {
        List<String> modeNames = modes == null ? List.of() : ModeTable.names(modes);
        Map<String, Member> read = new LinkedHashMap<>();
        members.mapping().forEach((name, words) -> read.put(name, new MemberWords(name, words, modeNames).member()));
        return read;
    }

    private List<String> references(YamlValue names) {
        for (YamlValue name : names.list()) {
            known(name.text(), name);
        }
        return names.texts();
    }

    /** The members of this id by name, in the order of the file. */
    Map<String, Member> members() {
        return members;
    }

    /**
     * The member of this name; null if only other ids have it.
     *
     * @throws ModelFileException at this place if no id has such a member
     */
    Member known(String name, YamlValue place) {
        if (!all.contains(name)) {
            throw place.fault("'" + name + "' is not a member of this file");
        }
        return members.get(name);
    }

    /** Limits the member that tells the mode to the modes of this id. */
    Member withModes(Member teller, List<Mode> modes, YamlValue place) {
        if (modes.isEmpty()) {
            throw place.fault("an id has " + teller.name() + ", but none of the modes");
        }
        Set<Object> names = new LinkedHashSet<>();
        modes.forEach(mode -> names.add(mode.name()));
        Member limited = teller.withAllowed(new Allowed(names, null, Map.of()));
        members.put(teller.name(), limited);
        return limited;
    }

    /** The named members, without those that only other ids have. */
    List<Member> named(YamlValue names) {
        List<Member> found = new ArrayList<>();
        for (YamlValue name : names.list()) {
            Member member = known(name.text(), name);
            if (member != null) {
                found.add(member);
            }
        }
        return found;
    }

    /** Values of a member: each must be one that it can have. */
    List<Object> valuesOf(Member member, YamlValue words) {
        if (!WITH_VALUES.contains(member.type())) {
            throw words.fault("single values have a meaning for the types string, integer and boolean only");
        }
        List<Object> values = new ArrayList<>();
        for (YamlValue word : words.list()) {
            Object value = MemberWords.value(member.type(), word);
            if (member.allowed() != null && !member.allowed().contains(value)) {
                throw word.fault("'" + word.text() + "' is not a value of " + member.name());
            }
            values.add(member.allowed() == null ? value : member.allowed().canonical(value));
        }
        return values;
    }

    /** Fewer permitted values: a list, one value, or a range; each is permitted without the restriction, too. */
    Allowed narrowed(Member member, YamlValue value) {
        Allowed before = member.allowed();
        if (before == null && member.isFreeText()) {
            throw value.fault("a text can only be forbidden or required here");
        }
        Map<String, String> aliases = before == null ? Map.of() : before.aliases();
        boolean integers = member.type() == MemberType.INTEGER && !value.isList() && value.text().contains("..");
        if (integers || member.type() == MemberType.NUMBER) {
            Range range = value.range();
            if (before != null && (before.range() == null || !before.range().contains(range.min())
                    || !before.range().contains(range.max()))) {
                throw value.fault("'" + value.text() + "' is not within the range of " + member.name());
            }
            return new Allowed(Set.of(), range, aliases);
        }
        Set<Object> values = new LinkedHashSet<>(valuesOf(member, value));
        if (values.isEmpty()) {
            throw value.fault("at least one value is needed");
        }
        return new Allowed(values, null, aliases);
    }
}
