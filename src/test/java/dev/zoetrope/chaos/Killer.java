package dev.zoetrope.chaos;

import java.time.Duration;
import java.util.Arrays;
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
    private final int slack;
    private final Random chance;
    private final int[] due;
    private final int later;
    private int begun;
    private int done;

    /** @param slack how many wishes may begin after one at which a kill is due, before it happens */
    Killer(ChaosPlan plan, Fleet fleet, int slack) {
        this.fleet = fleet;
        this.slack = slack;
        this.chance = plan.chance("kills", 0);
        this.due = new int[(plan.kills() + 1) / 2];
        this.later = plan.kills() - due.length;
        for (int i = 0; i < due.length; i++) {
            due[i] = chance.nextInt(plan.tasks());
        }
        Arrays.sort(due);
    }

    /** A wish begins; waits where a kill is owed. */
    synchronized void begin(int wish) {
        begun = Math.max(begun, wish);
        notifyAll();
        while (done < due.length && wish > due[done] + slack) {
            await();
        }
    }

    /** The kills while the wishes come in. */
    @Override
    public void run() {
        for (int moment : due) {
            synchronized (this) {
                while (begun < moment) {
                    await();
                }
            }
            LockSupport.parkNanos((long) (chance.nextDouble() * LONGEST_AIM.toNanos()));
            fleet.killOne(chance);
            synchronized (this) {
                done++;
                notifyAll();
            }
        }
    }

    /** The kills while the renders end. */
    void runLater() {
        for (int i = 0; i < later; i++) {
            LockSupport.parkNanos((long) (chance.nextDouble() * LONGEST_LIFE.toNanos()));
            fleet.killOne(chance);
        }
    }

    private void await() {
        try {
            wait();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
