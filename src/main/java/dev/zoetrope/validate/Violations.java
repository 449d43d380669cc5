package dev.zoetrope.validate;

import java.util.Set;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;

import dev.zoetrope.validate.Faults.FieldRef;

/** Converts violations of Hibernate Validator to faults: component names become names of members, messages become faults. */
final class Violations {
    private static final String CODE_SEPARATOR = ": ";

    private Violations() {
    }

    /** Adds each violation, except those of placeholders, whose values the parser has reported. */
    static void addTo(Faults faults, Set<ConstraintViolation<WireBody>> violations) {
        for (ConstraintViolation<WireBody> violation : violations) {
            FieldRef position = position(violation.getPropertyPath());
            if (!faults.isPlaceholder(position)) {
                String message = violation.getMessage();
                int end = message.indexOf(CODE_SEPARATOR);
                faults.add(position, message.substring(0, end), message.substring(end + CODE_SEPARATOR.length()));
            }
        }
    }

    /** The position: the first node of the path is the member, an index in the path is the element. */
    private static FieldRef position(Path path) {
        RequestField member = null;
        int element = FieldRef.WHOLE_MEMBER;
        for (Path.Node node : path) {
            member = member == null ? RequestField.byComponent(node.getName()) : member;
            element = node.getIndex() == null ? element : node.getIndex();
        }
        return new FieldRef(member, element);
    }
}
