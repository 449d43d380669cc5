package dev.zoetrope.validate;

import jakarta.enterprise.context.ApplicationScoped;

import org.hibernate.validator.BaseHibernateValidatorConfiguration;

import io.quarkus.hibernate.validator.ValidatorFactoryCustomizer;

/**
 * Settings of Hibernate Validator. For each body the validator would store which members it may read. That helps only with
 * members
 * that are loaded lazily, and a {@link WireBody} has none, so it is switched off.
 */
@ApplicationScoped
public class ValidatorSettings implements ValidatorFactoryCustomizer {
    @Override
    public void customize(BaseHibernateValidatorConfiguration<?> settings) {
        settings.enableTraversableResolverResultCache(false);
    }
}
