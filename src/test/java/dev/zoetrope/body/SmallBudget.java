package dev.zoetrope.body;

import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

/** A budget in which the share of a caller is one body of the maximum length. */
@Alternative
@Singleton
class SmallBudget extends BodyBudget {
    static final int SHARE = 256 * 1024;

    SmallBudget() {
        super(4 * SHARE);
    }
}
