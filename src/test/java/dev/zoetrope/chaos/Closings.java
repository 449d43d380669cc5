package dev.zoetrope.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Closes the port of a vendor for a while, as often as the plan wants, while wishes come in; mostly that of the first. */
final class Closings implements Runnable {
    private static final Duration LONGEST = Duration.ofMillis(1500);
    private static final double FIRST = 0.7;

    private final ChaosPlan plan;
    private final List<FaultyVendor> vendors;
    private final Milestones milestones;

    /** @param slack how many wishes may begin after one at which a closing is due, before it has begun */
    Closings(ChaosPlan plan, List<FaultyVendor> vendors, int slack) {
        this.plan = plan;
        this.vendors = vendors;
        this.milestones = new Milestones(plan.closings(), plan.tasks(), slack, plan.chance("closings", 0));
    }

    /** A wish begins; waits for a closing that is overdue. */
    void begin(int wish) {
        milestones.begin(wish);
    }

    @Override
    public void run() {
        try {
            for (int i = 0; i < milestones.count(); i++) {
                milestones.reach(i);
                Random chance = plan.chance("closing", i);
                Door door = vendors.get(chance.nextDouble() < FIRST ? 0 : 1).door();
                door.shut();
                milestones.done();
                LockSupport.parkNanos((long) ((0.2 + 0.8 * chance.nextDouble()) * LONGEST.toNanos()));
                door.open();
            }
        } finally {
            milestones.end();
        }
    }
}
