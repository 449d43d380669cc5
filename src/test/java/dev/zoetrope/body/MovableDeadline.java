package dev.zoetrope.body;

import java.time.Duration;

import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

/** A deadline that a test can change. */
@Alternative
@Singleton
class MovableDeadline extends BodyDeadline {
    private volatile Duration duration = super.duration();

    @Override
    Duration duration() {
        return duration;
    }

    void set(Duration to) {
        duration = to;
    }
}
