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
 * Requires an absolute {@code http} or {@code https} URL with a host and without user-info ({@link UrlSyntax}). Null is
 * valid. This constraint does not check whether the gateway may connect to the host: that needs the host's address.
 */
@Documented
@Target({ ElementType.FIELD, ElementType.TYPE_USE })
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = HttpUrl.Rule.class)
public @interface HttpUrl {

    /** Maximum length in characters of a URL of an input file ({@code docs/contract.md}, Create): presigned URLs are long. */
    int MAX_LENGTH = 8192;

    /** Whether an empty string is valid, because another rule reports it. */
    boolean emptyPasses() default false;

    String message() default FaultCode.INVALID_URL + ": must be an absolute http or https URL";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Does not check the length: {@link CodePoints} does. */
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
                context.buildConstraintViolationWithTemplate(FaultCode.INVALID_URL + ": " + escaped(fault))
                        .addConstraintViolation();
            }
            return fault == null;
        }

        /** Escapes the characters that have a meaning in a message template of Bean Validation. */
        private static String escaped(String text) {
            return text.replaceAll("[{}$\\\\]", "\\\\$0");
        }
    }
}
