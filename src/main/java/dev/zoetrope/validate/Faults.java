package dev.zoetrope.validate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Fault;

/**
 * Everything found wrong with one body, from both finders: the parser (types, text) and the constraints. Not
 * thread-safe; one per body.
 */
final class Faults {
    private static final Comparator<Entry> TABLE_ORDER = Comparator.comparing((Entry entry) -> entry.spot.member)
            .thenComparing(entry -> entry.spot.element).thenComparing(entry -> entry.fault.code())
            .thenComparing(entry -> entry.fault.message());

    private final int limit;
    private final List<Entry> known = new ArrayList<>();
    private final List<Fault> unknown = new ArrayList<>();
    private final Set<FieldRef> replaced = new HashSet<>();

    /** @param limit faults listed at most; the rest is left out */
    Faults(int limit) {
        this.limit = limit;
    }

    /** Where in the body; {@link #WHOLE} is the member itself, any other number an element of its array. */
    record FieldRef(RequestField member, int element) {
        static final int WHOLE = -1;

        static FieldRef of(RequestField member) {
            return new FieldRef(member, WHOLE);
        }

        private String subject() {
            return element == WHOLE ? member.wireName() : member.wireName() + "[" + element + "]";
        }
    }

    private record Entry(FieldRef spot, Fault fault) {
    }

    /** A fault of the value as given. */
    void add(FieldRef spot, String code, String predicate) {
        known.add(new Entry(spot, new Fault(spot.member.wireName(), code, spot.subject() + " " + predicate)));
    }

    /** A value that cannot be judged any further: the parser put a stand-in in its place. */
    void addReplaced(FieldRef spot, String code, String predicate) {
        add(spot, code, predicate);
        replaced.add(spot);
    }

    /** Whether the constraints saw a stand-in there, so that what they say of it is no news. */
    boolean isReplaced(FieldRef spot) {
        return replaced.contains(spot) || replaced.contains(FieldRef.of(spot.member));
    }

    /** A fault of a member the contract does not know; kept in the order of the body. */
    void addUnknown(String name, String code, String predicate) {
        if (unknown.size() < limit) {
            String shown = SafeName.of(name);
            unknown.add(new Fault(shown, code, "'" + shown + "' " + predicate));
        }
    }

    /** @throws dev.zoetrope.video.FailureException 422 with all faults, if there is one */
    void throwIfAny() {
        if (known.isEmpty() && unknown.isEmpty()) {
            return;
        }
        known.sort(TABLE_ORDER);
        List<Fault> all = new ArrayList<>();
        known.forEach(entry -> all.add(entry.fault));
        all.addAll(unknown);
        throw Failure.invalid(all.subList(0, Math.min(all.size(), limit))).exception();
    }
}
