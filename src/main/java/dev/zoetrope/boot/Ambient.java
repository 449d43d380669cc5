package dev.zoetrope.boot;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What every step takes from its surroundings and no step makes for itself: the time, and chance. */
class Ambient {
    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Strong, because task ids are made of it. */
    @Produces
    @Singleton
    RandomGenerator random() {
        return new SecureRandom();
    }
}
