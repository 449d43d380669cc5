package dev.zoetrope.validate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.zoetrope.model.Finding;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Fault;

/** The faults of one body. One instance per body; not thread-safe. */
final class Faults {
    private final int limit;
    private final List<Finding> known = new ArrayList<>(0);
    private final List<Fault> unknown = new ArrayList<>(0);

    /** @param limit maximum number of faults in the answer, 1 or more; the rest is omitted */
    Faults(int limit) {
        this.limit = limit;
    }

    /** Adds a fault of a known member. */
    void add(Finding finding) {
        known.add(finding);
    }

    /** Adds a fault of a member that the model does not have. These faults keep the order of the body. */
    void addUnknown(String name, String code, String predicate) {
        if (unknown.size() < limit) {
            String safeName = SafeName.of(name);
            unknown.add(new Fault(safeName, code, "'" + safeName + "' " + predicate));
        }
    }

    boolean isEmpty() {
        return known.isEmpty() && unknown.isEmpty();
    }

    /**
     * Throws if there is a fault.
     *
     * @param order the known members in the order of the answer
     * @throws dev.zoetrope.video.FailureException 422 with all faults
     */
    void throwIfAny(List<String> order) {
        if (isEmpty()) {
            return;
        }
        known.sort(Comparator.comparingInt((Finding finding) -> order.indexOf(finding.member()))
                .thenComparing(Finding::element).thenComparing(Finding::code).thenComparing(Finding::predicate));
        List<Fault> all = new ArrayList<>();
        known.forEach(finding -> all.add(fault(finding)));
        all.addAll(unknown);
        throw Failure.invalid(all.subList(0, Math.min(all.size(), limit))).exception();
    }

    private static Fault fault(Finding finding) {
        String subject = finding.element() == Finding.WHOLE_MEMBER ? finding.member()
                : finding.member() + "[" + finding.element() + "]";
        return new Fault(finding.member(), finding.code(), subject + " " + finding.predicate());
    }
}
