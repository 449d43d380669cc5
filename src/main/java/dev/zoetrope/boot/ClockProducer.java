package dev.zoetrope.boot;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import dev.zoetrope.ledger.LedgerClock;

/** What every step takes from its surroundings and no step makes for itself: the time, and chance. */
class ClockProducer {
    @Produces
    @Singleton
    LedgerClock clock() {
        return new LedgerClock(Clock.systemUTC(), System::nanoTime);
    }

    /** Strong, because task ids are made of it. */
    @Produces
    @Singleton
    RandomGenerator random() {
        return new SecureRandom();
    }
}
