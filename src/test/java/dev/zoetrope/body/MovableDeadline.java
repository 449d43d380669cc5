package dev.zoetrope.body;

import java.time.Duration;

import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

/** A deadline that a test can change. */
@Alternative
@Singleton
class MovableDeadline extends BodyDeadline {
    private volatile Duration longest = super.longest();

    @Override
    Duration longest() {
        return longest;
    }

    void move(Duration to) {
        longest = to;
    }
}
