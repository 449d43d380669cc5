package dev.zoetrope.body;

import java.time.Duration;

import jakarta.inject.Singleton;

/** The time limit for reading a body, from the start of reading to the last byte. A bean, so that a test can shorten it. */
@Singleton
class BodyDeadline {
    Duration duration() {
        return Duration.ofSeconds(30);
    }
}
