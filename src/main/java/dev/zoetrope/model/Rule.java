package dev.zoetrope.model;

import java.util.List;

/** A rule between members. Its faults are put into the values. */
sealed interface Rule permits Rule.AnyOf, Rule.OneOf, Rule.AtMostOne, Rule.Sum, When {

    void check(Values values);

    /** A sentence for people who read what a model takes. */
    String describe();

    /** Number of members that a body has. Without a stream, because each create is checked. */
    private static int present(List<Member> members, Values values) {
        int present = 0;
        for (Member member : members) {
            present += values.isPresent(member) ? 1 : 0;
        }
        return present;
    }

    /**
     * At least one of the members is present. The fault names the first.
     *
     * @param hint what the model's modes take, after the sentence; may be empty
     */
    record AnyOf(List<Member> members, String hint) implements Rule {
        @Override
        public void check(Values values) {
            if (present(members, values) == 0) {
                values.addCount(members.get(0), FaultCode.REQUIRED,
                        (members.size() > 1 ? "or " + Wording.or(members.subList(1, members.size())) + " " : "")
                                + "is required" + (hint.isEmpty() ? "" : ": " + hint));
                members.forEach(values::judgeCount);
            }
        }

        @Override
        public String describe() {
            return Wording.or(members) + " is required";
        }
    }

    /** Not two of the members are present. The fault names the last that is. */
    record AtMostOne(List<Member> members) implements Rule {
        @Override
        public void check(Values values) {
            if (present(members, values) > 1) {
                List<Member> present = members.stream().filter(values::isPresent).toList();
                values.addCount(present.get(present.size() - 1), FaultCode.INVALID_VALUE,
                        "must not be combined with " + Wording.or(present.subList(0, present.size() - 1)));
                members.forEach(values::judgeCount);
            }
        }

        @Override
        public String describe() {
            return "at most one of " + Wording.and(members) + " is allowed";
        }
    }

    /** Exactly one of the members is present. */
    record OneOf(AnyOf least, AtMostOne most) implements Rule {
        @Override
        public void check(Values values) {
            least.check(values);
            most.check(values);
        }

        @Override
        public String describe() {
            return "exactly one of " + Wording.and(most.members()) + " is required";
        }
    }

    /** Limits the total number of elements of some lists. The fault names the last list that is present, else the first. */
    record Sum(List<Member> members, Range total) implements Rule {
        @Override
        public void check(Values values) {
            int sum = 0;
            for (Member member : members) {
                sum += values.count(member);
            }
            if (!total.contains(sum)) {
                List<Member> present = members.stream().filter(values::isPresent).toList();
                Member named = present.isEmpty() ? members.get(0) : present.get(present.size() - 1);
                List<Member> others = members.stream().filter(member -> !member.equals(named)).toList();
                values.addCount(named, FaultCode.INVALID_VALUE, "must have " + Wording.elements(total)
                        + (others.isEmpty() ? "" : " together with " + Wording.and(others)));
            }
        }

        @Override
        public String describe() {
            return Wording.and(members) + " have " + Wording.elements(total) + " together";
        }
    }
}
