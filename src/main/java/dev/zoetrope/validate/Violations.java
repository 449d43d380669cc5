package dev.zoetrope.validate;

import java.util.Set;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;

import dev.zoetrope.model.Finding;

/** Converts the faults of a model to messages of Hibernate Validator, and its violations back to faults. */
final class Violations {
    private static final String CODE_SEPARATOR = ": ";

    private Violations() {
    }

    /** The template of a message: the code, a colon and the predicate, whose special characters are escaped. */
    static String message(Finding finding) {
        return finding.code() + CODE_SEPARATOR + finding.predicate().replaceAll("[{}$\\\\]", "\\\\$0");
    }

    static void addTo(Faults faults, Set<ConstraintViolation<CreateBody>> violations) {
        for (ConstraintViolation<CreateBody> violation : violations) {
            String message = violation.getMessage();
            int end = message.indexOf(CODE_SEPARATOR);
            faults.add(finding(violation.getPropertyPath(), message.substring(0, end),
                    message.substring(end + CODE_SEPARATOR.length())));
        }
    }

    /** The first node of the path is the member, an index in the path is the element. */
    private static Finding finding(Path path, String code, String predicate) {
        String member = null;
        int element = Finding.WHOLE_MEMBER;
        for (Path.Node node : path) {
            member = member == null ? node.getName() : member;
            element = node.getIndex() == null ? element : node.getIndex();
        }
        return new Finding(member, element, code, predicate);
    }
}
