package dev.zoetrope.validate;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;

/**
 * Requires that {@code image_urls}, {@code video_url} and {@code generation_type} together match a row of the mode table in
 * {@code docs/contract.md} that has a mode. A violation is reported on the member that the row names.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = ValidModeInputs.Rule.class)
public @interface ValidModeInputs {

    /** Not used: each row has its own message. */
    String message() default FaultCode.INVALID_VALUE + ": must fit generation_type";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Applies {@link ModeInference}, which checks numbers, and the last row of the table, which forbids empty elements. */
    final class Rule implements ConstraintValidator<ValidModeInputs, WireBody> {
        private static final String EMPTY_ELEMENT = FaultCode.INVALID_VALUE
                + ": must not contain null or an empty string";

        @Override
        public boolean isValid(WireBody body, ConstraintValidatorContext context) {
            ModeInference inference = body.inferMode();
            boolean emptyElement = hasEmptyElement(body.imageUrls());
            if (inference.mode() != null && !emptyElement) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            inference.problems().forEach(problem -> report(context, problem.member(), problem.message()));
            if (emptyElement) {
                report(context, RequestField.IMAGE_URLS, EMPTY_ELEMENT);
            }
            return false;
        }

        private static boolean hasEmptyElement(List<String> urls) {
            for (String url : urls == null ? List.<String> of() : urls) {
                if (url == null || url.isEmpty()) {
                    return true;
                }
            }
            return false;
        }

        private static void report(ConstraintValidatorContext context, RequestField member, String message) {
            context.buildConstraintViolationWithTemplate(message).addPropertyNode(member.component())
                    .addConstraintViolation();
        }
    }
}
