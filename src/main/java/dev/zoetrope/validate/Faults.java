package dev.zoetrope.validate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Fault;

/**
 * The faults of one body, reported by the parser (types, text) and by the constraints. One instance per body; not
 * thread-safe.
 */
final class Faults {
    private static final Comparator<Entry> TABLE_ORDER = Comparator.comparing((Entry entry) -> entry.position.member)
            .thenComparing(entry -> entry.position.element).thenComparing(entry -> entry.fault.code())
            .thenComparing(entry -> entry.fault.message());

    private final int limit;
    private final List<Entry> known = new ArrayList<>();
    private final List<Fault> unknown = new ArrayList<>();
    private final Set<FieldRef> placeholders = new HashSet<>();

    /** @param limit maximum number of faults in the answer, 1 or more; the rest is omitted */
    Faults(int limit) {
        this.limit = limit;
    }

    /**
     * A position in the body.
     *
     * @param element index of an element of the member's array, from 0; {@link #WHOLE_MEMBER} for the member itself
     */
    record FieldRef(RequestField member, int element) {
        static final int WHOLE_MEMBER = -1;

        static FieldRef of(RequestField member) {
            return new FieldRef(member, WHOLE_MEMBER);
        }

        private String subject() {
            return element == WHOLE_MEMBER ? member.wireName() : member.wireName() + "[" + element + "]";
        }
    }

    private record Entry(FieldRef position, Fault fault) {
    }

    /**
     * Adds a fault of a known member.
     *
     * @param predicate the message without its subject: the name of the member is put before it
     */
    void add(FieldRef position, String code, String predicate) {
        known.add(new Entry(position, new Fault(position.member.wireName(), code, position.subject() + " " + predicate)));
    }

    /** Adds a fault of a value that the parser replaced by a placeholder, because it cannot be checked further. */
    void addWithPlaceholder(FieldRef position, String code, String predicate) {
        add(position, code, predicate);
        placeholders.add(position);
    }

    /** Whether the value there is a placeholder, so that faults of the constraints must be ignored. */
    boolean isPlaceholder(FieldRef position) {
        return placeholders.contains(position) || placeholders.contains(FieldRef.of(position.member));
    }

    /** Adds a fault of a member that the contract does not define. These faults keep the order of the body. */
    void addUnknown(String name, String code, String predicate) {
        if (unknown.size() < limit) {
            String safeName = SafeName.of(name);
            unknown.add(new Fault(safeName, code, "'" + safeName + "' " + predicate));
        }
    }

    /** @throws dev.zoetrope.video.FailureException 422 with all faults, if there is at least one */
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
