package dev.zoetrope.model;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Demands that hold if all conditions are met. Defaults count for conditions and for demands. */
record When(List<Condition> conditions, List<Demand> demands) implements Rule {

    /**
     * A member has one of some values, or is present.
     *
     * @param values null: the member must be present, whatever its value
     */
    record Condition(Member member, Set<Object> values) {
        boolean isMet(Values given) {
            if (values == null) {
                return given.isPresent(member);
            }
            Object value = given.valueOrDefault(member);
            return value != null && values.contains(member.allowed() == null ? value : member.allowed().canonical(value));
        }

        String words() {
            return member.name() + (values == null ? " is present"
                    : " is " + values.stream().map(Object::toString).collect(Collectors.joining(" or ")));
        }
    }

    /** What holds for a member. */
    record Demand(Member member, Kind kind, Allowed allowed) {
        enum Kind {
            FORBIDDEN,
            REQUIRED,
            NARROWED
        }

        private void check(Values given, When rule) {
            switch (kind) {
                case FORBIDDEN -> {
                    if (given.isPresent(member)) {
                        given.addCount(member, FaultCode.INVALID_VALUE, "must be absent" + rule.reason());
                    }
                }
                case REQUIRED -> {
                    if (!given.isPresent(member)) {
                        given.addCount(member, FaultCode.REQUIRED, "is required" + rule.reason());
                    }
                }
                case NARROWED -> {
                    Object value = given.valueOrDefault(member);
                    if (value != null && !allowed.contains(allowed.canonical(value))) {
                        boolean number = member.type() == MemberType.INTEGER || member.type() == MemberType.NUMBER;
                        given.add(member, number ? FaultCode.OUT_OF_RANGE : FaultCode.INVALID_VALUE,
                                member.withAllowed(allowed).expectation() + rule.reason());
                    }
                }
            }
        }

        private String words() {
            return switch (kind) {
                case FORBIDDEN -> member.name() + " must be absent";
                case REQUIRED -> member.name() + " is required";
                case NARROWED -> member.name() + " " + member.withAllowed(allowed).expectation();
            };
        }
    }

    @Override
    public void check(Values values) {
        for (Condition condition : conditions) {
            if (!condition.isMet(values)) {
                return;
            }
        }
        demands.forEach(demand -> demand.check(values, this));
    }

    /** The conditions as the end of a sentence; empty if the rule always holds for this id. */
    private String reason() {
        return conditions.isEmpty() ? ""
                : " if " + conditions.stream().map(Condition::words).collect(Collectors.joining(" and "));
    }

    @Override
    public String describe() {
        return demands.stream().map(Demand::words).collect(Collectors.joining(", ")) + reason();
    }
}
