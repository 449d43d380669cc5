package dev.zoetrope.validate;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;

/**
 * Limits the length of a text, counted in Unicode code points as the vendor and JSON Schema's {@code maxLength} count:
 * an emoji is one. {@code @Size} would count it as two. Null is valid.
 */
@Documented
@Target({ ElementType.FIELD, ElementType.TYPE_USE })
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = CodePoints.Rule.class)
public @interface CodePoints {

    /** Maximum number of code points. */
    int max();

    String message() default FaultCode.TOO_LONG + ": must be at most {max} characters long";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Counts code points only if the text has more than {@link #max()} chars. */
    final class Rule implements ConstraintValidator<CodePoints, String> {
        private int max;

        @Override
        public void initialize(CodePoints constraint) {
            max = constraint.max();
        }

        @Override
        public boolean isValid(String text, ConstraintValidatorContext context) {
            return text == null || text.length() <= max || text.codePointCount(0, text.length()) <= max;
        }
    }
}
