package dev.zoetrope.chaos;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Decides when a gateway dies. While the wishes come in, a kill is due when a certain wish begins, so that each hits a
 * gateway at work; callers do not run ahead of it by more than they are many. Later kills are spread over time.
 */
final class Killer implements Runnable {
    private static final Duration LONGEST_AIM = Duration.ofMillis(25);
    private static final Duration LONGEST_LIFE = Duration.ofMillis(1500);

    private final Fleet fleet;
    private final Random chance;
    private final Milestones milestones;
    private final int later;

    /** @param slack how many wishes may begin after one at which a kill is due, before it happens */
    Killer(ChaosPlan plan, Fleet fleet, int slack) {
        this.fleet = fleet;
        this.chance = plan.chance("kills", 0);
        this.milestones = new Milestones((plan.kills() + 1) / 2, plan.tasks(), slack, chance);
        this.later = plan.kills() - milestones.count();
    }

    /** A wish begins; waits where a kill is owed. */
    void begin(int wish) {
        milestones.begin(wish);
    }

    /** The kills while the wishes come in. */
    @Override
    public void run() {
        try {
            for (int i = 0; i < milestones.count(); i++) {
                milestones.reach(i);
                LockSupport.parkNanos((long) (chance.nextDouble() * LONGEST_AIM.toNanos()));
                fleet.killOne(chance);
                milestones.done();
            }
        } finally {
            milestones.end();
        }
    }

    /** The kills while the renders end. */
    void runLater() {
        for (int i = 0; i < later; i++) {
            LockSupport.parkNanos((long) (chance.nextDouble() * LONGEST_LIFE.toNanos()));
            fleet.killOne(chance);
        }
    }
}
