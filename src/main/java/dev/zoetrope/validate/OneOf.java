package dev.zoetrope.validate;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Set;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;

/** Requires one of the listed values, compared case-sensitively. Null is valid. */
@Documented
@Target({ ElementType.FIELD, ElementType.TYPE_USE })
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = OneOf.Rule.class)
public @interface OneOf {

    /** The permitted values. */
    String[] value();

    String message();

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Looks the value up in a set. */
    final class Rule implements ConstraintValidator<OneOf, String> {
        private Set<String> permitted = Set.of();

        @Override
        public void initialize(OneOf constraint) {
            permitted = Set.of(constraint.value());
        }

        @Override
        public boolean isValid(String value, ConstraintValidatorContext context) {
            return value == null || permitted.contains(value);
        }
    }
}
