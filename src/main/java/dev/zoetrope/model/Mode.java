package dev.zoetrope.model;

import java.util.List;
import java.util.Map;

import dev.zoetrope.video.Slot;

/**
 * A way in which a model makes videos, told apart by the members of a create.
 *
 * @param name the value of the member that tells the mode
 * @param has members that a create in this mode has, with their number of elements; a single value counts as one
 * @param not members that it does not have
 * @param slots meaning of members in this mode, where it is not the one of the member itself
 */
public record Mode(String name, Map<Member, Range> has, List<Member> not, Map<String, List<Slot>> slots) {

    boolean fits(Values values) {
        return wrongCount(values) == null && unwanted(values) == null;
    }

    /** The first member whose number of elements does not fit; null if all fit. */
    Member wrongCount(Values values) {
        for (Map.Entry<Member, Range> wanted : has.entrySet()) {
            if (!wanted.getValue().contains(values.count(wanted.getKey()))) {
                return wanted.getKey();
            }
        }
        return null;
    }

    /** The first member that must be absent and is not; null if there is none. */
    Member unwanted(Values values) {
        for (Member member : not) {
            if (values.count(member) > 0) {
                return member;
            }
        }
        return null;
    }
}
