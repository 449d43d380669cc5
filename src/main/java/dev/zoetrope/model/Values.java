package dev.zoetrope.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The members of one body while a model checks them: the values that fit their types, and the faults. A value that does not fit
 * its type has one fault, counts as present, and gets no further fault. One instance per body; not thread-safe.
 */
final class Values {
    private final Map<String, Object> values;
    private List<Finding> findings = List.of();
    private Set<String> broken = Set.of();
    private Set<String> judged = Set.of();
    private Mode mode;

    /** @param expected number of members that the body has */
    Values(int expected) {
        values = new LinkedHashMap<>(expected * 2);
    }

    /** The values by name, in the order in which they were put. */
    Map<String, Object> asMap() {
        return values;
    }

    void put(Member member, Object value) {
        values.put(member.name(), value);
    }

    /** The value of a member; null if it is absent or does not fit its type. */
    Object value(Member member) {
        return values.get(member.name());
    }

    /** @param mode the stated or inferred mode; null: none */
    void setMode(Mode mode) {
        this.mode = mode;
    }

    /**
     * The value of a member, else its default; null if there is neither, or if the value does not fit its type. The member that
     * tells the mode has the name of the mode, also if the mode is inferred.
     */
    Object valueOrDefault(Member member) {
        if (member.tellsMode()) {
            return mode == null ? null : mode.name();
        }
        Object value = values.get(member.name());
        return value != null || isPresent(member) ? value : member.defaultValue();
    }

    /** Number of elements of a list, 1 for any other value; 0 if the member is absent. */
    int count(Member member) {
        if (values.get(member.name()) instanceof List<?> list) {
            return list.size();
        }
        return isPresent(member) ? 1 : 0;
    }

    /** Whether the body has the member; an empty list counts as absent. */
    boolean isPresent(Member member) {
        Object value = values.get(member.name());
        return broken.contains(member.name()) || value != null && !(value instanceof List<?> list && list.isEmpty());
    }

    /** Records the fault of a value about which nothing else can be said. */
    void addBroken(Member member, String code, String predicate) {
        add(member, code, predicate);
        broken = with(broken, member);
    }

    /** Records a fault of an element. */
    void add(Member member, int element, String code, String predicate) {
        if (findings.isEmpty()) {
            findings = new ArrayList<>();
        }
        findings.add(new Finding(member.name(), element, code, predicate));
    }

    /** Records a fault of a member, unless its value does not fit its type. */
    void add(Member member, String code, String predicate) {
        if (!broken.contains(member.name())) {
            add(member, Finding.WHOLE_MEMBER, code, predicate);
        }
    }

    /** Records a fault about the presence or the number of elements of a member; only the first such fault counts. */
    void addCount(Member member, String code, String predicate) {
        if (!judged.contains(member.name())) {
            add(member, code, predicate);
            judgeCount(member);
        }
    }

    /** Drops later faults about the presence or the number of elements of a member. */
    void judgeCount(Member member) {
        judged = with(judged, member);
    }

    private static Set<String> with(Set<String> names, Member member) {
        Set<String> more = new HashSet<>(names);
        more.add(member.name());
        return more;
    }

    /** All faults, in the order of the checks. */
    List<Finding> findings() {
        return findings;
    }
}
