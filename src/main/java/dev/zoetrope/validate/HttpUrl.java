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

    /** Most characters of a URL ({@code contract.md}, Create). */
    int MAX_LENGTH = 2048;

    /** Whether an empty string passes, because another rule reports it. */
    boolean emptyPasses() default false;

    String message() default FaultCode.INVALID_URL + ": must be an absolute http or https URL with a host, without "
            + "user name or password and without whitespace";

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
            return url == null || (emptyPasses && url.isEmpty()) || UrlSyntax.isHttpUrl(url, false);
        }
    }
}
