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
 * An absolute {@code http} or {@code https} URL with a host and without user-info, as {@link UrlSyntax} reads it. Null
 * is fine. Whether the host may be reached is not asked here: that shows only when its address is known.
 */
@Documented
@Target({ ElementType.FIELD, ElementType.TYPE_USE })
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = HttpUrl.Rule.class)
public @interface HttpUrl {

    /** Most characters of the URL of a medium ({@code contract.md}, Create): presigned links are long. */
    int MAX_LENGTH = 8192;

    /** Whether an empty string passes, because another rule reports it. */
    boolean emptyPasses() default false;

    String message() default FaultCode.INVALID_URL + ": must be an absolute http or https URL";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Length is the business of {@link CodePoints}. */
    final class Rule implements ConstraintValidator<HttpUrl, String> {
        private boolean emptyPasses;

        @Override
        public void initialize(HttpUrl constraint) {
            emptyPasses = constraint.emptyPasses();
        }

        @Override
        public boolean isValid(String url, ConstraintValidatorContext context) {
            if (url == null || emptyPasses && url.isEmpty()) {
                return true;
            }
            String fault = UrlSyntax.fault(url, false);
            if (fault != null) {
                context.disableDefaultConstraintViolation();
                context.buildConstraintViolationWithTemplate(FaultCode.INVALID_URL + ": " + literally(fault))
                        .addConstraintViolation();
            }
            return fault == null;
        }

        /** Without a character that a message template gives a meaning to. */
        private static String literally(String words) {
            return words.replaceAll("[{}$\\\\]", "\\\\$0");
        }
    }
}
