package dev.zoetrope.body;

import java.time.Duration;

import jakarta.inject.Singleton;

/** How long a whole body may take, from its head to its last byte. A bean, so that a test need not wait for it. */
@Singleton
class BodyDeadline {
    Duration longest() {
        return Duration.ofSeconds(30);
    }
}
