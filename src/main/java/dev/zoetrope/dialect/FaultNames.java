package dev.zoetrope.dialect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.zoetrope.model.Model;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.Slot;

/** The names that the members of a model have in another API, for the faults of one create. Not thread-safe. */
final class FaultNames {
    private static final Pattern ELEMENT = Pattern.compile("\\[(\\d{1,3})\\]");
    /** A word that can only be the name of a member, with its article. */
    private static final Pattern NAME = Pattern.compile("\\b(?:an? )?([a-z0-9]+(?:_[a-z0-9]+)+)\\b");

    private final Model model;
    private final Map<Slot, String> ofSlots;
    private final Map<String, List<String>> ofMembers = new HashMap<>();

    /** @param ofSlots the name of a slot, for a member that the create does not have */
    FaultNames(Model model, Map<Slot, String> ofSlots) {
        this.model = model;
        this.ofSlots = ofSlots;
    }

    /** @param names one for a member with a single value, else one for each element */
    void put(String member, List<String> names) {
        ofMembers.put(member, names);
    }

    /** A fault with the names of the other API, in its parameter and its message. */
    Fault translate(Fault fault) {
        String member = fault.param();
        if (model.member(member) == null && !ofMembers.containsKey(member) || !fault.message().startsWith(member)) {
            return fault;
        }
        String predicate = fault.message().substring(member.length());
        Matcher element = ELEMENT.matcher(predicate);
        String name = name(member);
        if (element.lookingAt()) {
            name = element(member, Integer.parseInt(element.group(1)));
            predicate = predicate.substring(element.end());
        }
        return new Fault(name, fault.code(), name + NAME.matcher(predicate).replaceAll(this::replacement));
    }

    private String replacement(MatchResult found) {
        return Matcher.quoteReplacement(model.member(found.group(1)) == null ? found.group() : name(found.group(1)));
    }

    private String element(String member, int index) {
        List<String> given = ofMembers.getOrDefault(member, List.of());
        return index < given.size() ? given.get(index) : name(member);
    }

    private String name(String member) {
        List<String> given = ofMembers.getOrDefault(member, List.of());
        if (given.size() == 1) {
            return given.get(0);
        }
        return model.member(member).slots().stream().map(ofSlots::get).filter(name -> name != null).findFirst().orElse(member);
    }
}
