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

import dev.zoetrope.model.FaultCode;
import dev.zoetrope.model.Finding;

/** Requires that the members of a create fit its model. Each fault is one violation at the path of its member and element. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = ValidForModel.Rule.class)
public @interface ValidForModel {

    /** Not used: each fault has its own message. */
    String message() default FaultCode.INVALID_VALUE + ": must fit the model";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Converts the faults that the model has found. */
    final class Rule implements ConstraintValidator<ValidForModel, CreateBody> {

        @Override
        public boolean isValid(CreateBody body, ConstraintValidatorContext context) {
            if (!body.findings().isEmpty()) {
                context.disableDefaultConstraintViolation();
                body.findings().forEach(finding -> report(finding, context));
            }
            return body.findings().isEmpty();
        }

        private static void report(Finding finding, ConstraintValidatorContext context) {
            var member = context.buildConstraintViolationWithTemplate(Violations.message(finding))
                    .addPropertyNode(finding.member());
            if (finding.element() == Finding.WHOLE_MEMBER) {
                member.addConstraintViolation();
            } else {
                member.addBeanNode().inIterable().atIndex(finding.element()).addConstraintViolation();
            }
        }
    }
}
