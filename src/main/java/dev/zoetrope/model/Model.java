package dev.zoetrope.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Slot;

/**
 * A model as its file describes it ({@link ModelFile}): the members of a create and the rules between them. Immutable and
 * thread-safe; checking a body takes time and memory linear in its length.
 */
public final class Model {
    private final String id;
    private final String title;
    private final String docs;
    private final String family;
    private final Duration estimate;
    private final Map<String, Member> members;
    private final Modes modes;
    private final List<Rule> choices;
    private final List<Rule> rules;

    /**
     * @param choices rules about which members are present; they are checked before the modes
     * @param rules rules that are checked after the modes
     */
    Model(String id, String title, String docs, String family, Duration estimate, Map<String, Member> members, Modes modes,
            List<Rule> choices, List<Rule> rules) {
        this.id = id;
        this.title = title;
        this.docs = docs;
        this.family = family;
        this.estimate = estimate;
        this.members = members;
        this.modes = modes;
        this.choices = List.copyOf(choices);
        this.rules = List.copyOf(rules);
    }

    /**
     * The result of a check.
     *
     * @param mode name of the mode, stated or inferred; null if the model has no modes, or if none fits
     * @param modeStated whether the body tells the mode
     * @param members the values by name, in the order of the model, without the member that tells the mode: strings, booleans,
     *        Integer or Long, BigDecimal, lists and maps of such values
     * @param findings the faults; empty if the body is valid
     */
    public record Reading(String mode, boolean modeStated, Map<String, Object> members, List<Finding> findings) {
    }

    public String id() {
        return id;
    }

    /** The name for people. */
    public String title() {
        return title;
    }

    /** An explanation for people; null: none. */
    public String docs() {
        return docs;
    }

    /**
     * The word that related models share, for example {@code wan-2.7}; null: none. A model of the same family is no substitute:
     * its price and its members can be others.
     */
    public String family() {
        return family;
    }

    /** First guess of the time from a create to its video; null: not stated. */
    public Duration estimate() {
        return estimate;
    }

    /** The members of a create, in the order of the file, without {@code model} and {@code callback_url}. */
    public List<Member> members() {
        return List.copyOf(members.values());
    }

    /** The member of this name, compared case-sensitively; null if there is none. */
    public Member member(String name) {
        return members.get(name);
    }

    /** The modes in the order of inference; empty if the model has only one way to make a video. */
    public List<Mode> modes() {
        return modes.all();
    }

    /** The rules between members, as sentences. */
    public List<String> rules() {
        List<String> sentences = new ArrayList<>();
        choices.forEach(rule -> sentences.add(rule.describe()));
        rules.forEach(rule -> sentences.add(rule.describe()));
        return sentences;
    }

    /**
     * Checks the members of a body. Members that the model does not have are ignored.
     *
     * @param body values: String, {@link JsonNumber}, Boolean, List, Map, and null for the null of JSON
     */
    public Reading read(Map<String, Object> body) {
        Values values = new Values(body.size());
        for (Member member : members.values()) {
            Object raw = body.get(member.name());
            if (raw != null || body.containsKey(member.name())) {
                MemberReader.read(member, raw, values);
            }
            if (member.required() && !values.isPresent(member)) {
                values.addCount(member, FaultCode.REQUIRED, "is required");
            }
        }
        choices.forEach(rule -> rule.check(values));
        Mode mode = modes.check(values);
        values.setMode(mode);
        rules.forEach(rule -> rule.check(values));
        boolean stated = modes.teller() != null && values.value(modes.teller()) != null;
        return new Reading(mode == null ? null : mode.name(), stated, toMembers(values), values.findings());
    }

    private Map<String, Object> toMembers(Values values) {
        Map<String, Object> given = values.asMap();
        if (modes.teller() != null) {
            given.remove(modes.teller().name());
        }
        given.values().removeIf(value -> value instanceof List<?> list && list.isEmpty());
        return given;
    }

    /**
     * The value of a slot in a request. For files, {@link #files} has all of them.
     *
     * @return the value, or the model's default; a word with several spellings in its first one; null if there is neither
     */
    public Object slot(GenerationRequest request, Slot slot) {
        for (Member member : members.values()) {
            if (member.slots().contains(slot)) {
                Object value = request.members().getOrDefault(member.name(), member.defaultValue());
                if (value != null) {
                    return member.allowed() == null ? value : member.allowed().canonical(value);
                }
            }
        }
        return null;
    }

    /** Whether a create can give this slot a value. */
    public boolean has(Slot slot) {
        return members.values().stream().anyMatch(member -> member.slots().contains(slot))
                || modes.all().stream()
                        .anyMatch(mode -> mode.slots().values().stream().anyMatch(slots -> slots.contains(slot)));
    }

    /** The files that a request refers to, in the order of the members. */
    public List<InputFile> files(GenerationRequest request) {
        List<InputFile> files = new ArrayList<>();
        for (Member member : members.values()) {
            Object value = member.media() == null ? null : request.members().get(member.name());
            List<Slot> slots = slotsOf(member, request.mode());
            if (value instanceof String url) {
                files.add(new InputFile(slotAt(slots, 0), member.name(), url));
            } else if (value instanceof List<?> urls) {
                for (int i = 0; i < urls.size(); i++) {
                    files.add(new InputFile(slotAt(slots, i), member.name() + "[" + i + "]", (String) urls.get(i)));
                }
            }
        }
        return files;
    }

    /** The slot of a position; a single slot is that of each position. */
    private static Slot slotAt(List<Slot> slots, int position) {
        int last = slots.size() - 1;
        return last < 0 ? null : slots.get(Math.min(position, last));
    }

    private List<Slot> slotsOf(Member member, String mode) {
        Mode chosen = modes.named(mode);
        List<Slot> ofMode = chosen == null ? null : chosen.slots().get(member.name());
        return ofMode == null ? member.slots() : ofMode;
    }

    /**
     * The members of a request as the vendor gets them under the names of this model: the mode if the caller stated it or the
     * file says so, and defaults where the file says so. A member that an older file had is sent as it was stored.
     */
    public Map<String, Object> toSend(GenerationRequest request) {
        Map<String, Object> sent = new LinkedHashMap<>(members.size() * 2);
        for (Member member : members.values()) {
            Object value = request.members().get(member.name());
            if (member.tellsMode()) {
                value = request.modeStated() || member.sendDefault() ? request.mode() : null;
            } else if (value == null && member.sendDefault()) {
                value = member.defaultValue();
            }
            if (value != null) {
                sent.put(member.name(), value);
            }
        }
        request.members().forEach(sent::putIfAbsent);
        return sent;
    }

    /** The members of a request as its caller stated them, without defaults. */
    public Map<String, Object> stated(GenerationRequest request) {
        Map<String, Object> stated = new LinkedHashMap<>();
        members.values().stream().filter(member -> member.tellsMode() && request.modeStated())
                .forEach(member -> stated.put(member.name(), request.mode()));
        stated.putAll(request.members());
        return stated;
    }
}
