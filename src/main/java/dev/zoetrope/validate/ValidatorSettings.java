package dev.zoetrope.validate;

import jakarta.enterprise.context.ApplicationScoped;

import org.hibernate.validator.BaseHibernateValidatorConfiguration;

import io.quarkus.hibernate.validator.ValidatorFactoryCustomizer;

/**
 * Settings of Hibernate Validator. All members of a {@link WireBody} are always loaded, so the validator need not remember
 * for each body which of them it can read.
 */
@ApplicationScoped
public class ValidatorSettings implements ValidatorFactoryCustomizer {
    @Override
    public void customize(BaseHibernateValidatorConfiguration<?> settings) {
        settings.enableTraversableResolverResultCache(false);
    }
}
