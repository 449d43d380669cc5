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
 * A text of at most so many characters, counted as Unicode code points: an emoji is one, as it is for the vendor and
 * for JSON Schema's {@code maxLength}; {@code @Size} would count it twice. Null is fine.
 */
@Documented
@Target({ ElementType.FIELD, ElementType.TYPE_USE })
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = CodePoints.Rule.class)
public @interface CodePoints {

    /** The most code points allowed. */
    int max();

    String message() default FaultCode.TOO_LONG + ": must be at most {max} characters long";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Counts only where the number of chars leaves a doubt. */
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
