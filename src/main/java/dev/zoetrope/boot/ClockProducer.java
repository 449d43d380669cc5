package dev.zoetrope.boot;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import dev.zoetrope.ledger.LedgerClock;

/** Produces the clock and the random generator of the application. No class creates its own, so tests can replace them. */
class ClockProducer {
    @Produces
    @Singleton
    LedgerClock clock() {
        return new LedgerClock(Clock.systemUTC(), System::nanoTime);
    }

    /** Cryptographically strong, because task ids must not be guessable. */
    @Produces
    @Singleton
    RandomGenerator random() {
        return new SecureRandom();
    }
}
