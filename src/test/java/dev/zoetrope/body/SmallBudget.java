package dev.zoetrope.body;

import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

/** A budget of which a caller's share is one body of the greatest length. */
@Alternative
@Singleton
class SmallBudget extends BodyBudget {
    static final int SHARE = 128 * 1024;

    SmallBudget() {
        super(4 * SHARE);
    }
}
