package dev.zoetrope.model;

import java.util.List;

/**
 * The modes of a model: the stated one must fit the members; without a stated one, the first that fits is inferred. A list with
 * too many or too few elements is reported here, too, because its message tells what each mode takes.
 *
 * @param teller the member whose value is the name of a mode; null: none
 * @param all in the order of inference; empty if the model has only one way to make a video
 * @param lists members with a limited number of elements
 */
record Modes(Member teller, List<Mode> all, List<Member> lists) {

    /** @return the stated mode, else the first that fits; null if there is none */
    Mode check(Values values) {
        for (Member list : lists) {
            int count = values.count(list);
            if (count > 0 && !list.items().contains(count)) {
                values.addCount(list, FaultCode.INVALID_VALUE, "must contain " + Wording.lengths(list, all));
            }
        }
        Mode stated = named(teller == null ? null : (String) values.value(teller));
        Mode mode = stated == null ? fitting(values) : stated;
        if (mode != null) {
            report(mode, values);
        } else if (!all.isEmpty()) {
            report(all.get(0), values);
        }
        return mode;
    }

    private Mode fitting(Values values) {
        for (Mode mode : all) {
            if (mode.fits(values)) {
                return mode;
            }
        }
        return null;
    }

    /** The mode of this name; null if there is none. */
    Mode named(String name) {
        for (Mode mode : all) {
            if (mode.name().equals(name)) {
                return mode;
            }
        }
        return null;
    }

    /** Names the first member whose number is wrong, else the one that must be absent. */
    private static void report(Mode mode, Values values) {
        Member wrong = mode.wrongCount(values);
        Member unwanted = mode.unwanted(values);
        if (wrong != null) {
            Range wanted = mode.has().get(wrong);
            if (wanted.max() == 0) {
                values.addCount(wrong, FaultCode.INVALID_VALUE, "must be absent for " + mode.name());
            } else if (values.count(wrong) == 0) {
                values.addCount(wrong, FaultCode.REQUIRED, "is required" + (mode.not().isEmpty() ? ""
                        : " and " + Wording.or(mode.not()) + " is not allowed") + " for " + mode.name());
            } else {
                values.addCount(wrong, FaultCode.INVALID_VALUE,
                        "must contain " + (wanted.min() == wanted.max() ? "exactly " : "") + Wording.counted(wrong, wanted)
                                + " for " + mode.name());
            }
        } else if (unwanted != null) {
            values.addCount(unwanted, FaultCode.INVALID_VALUE, "must be absent for " + mode.name());
        }
    }
}
