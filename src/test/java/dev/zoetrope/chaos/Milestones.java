package dev.zoetrope.chaos;

import java.util.Random;

/**
 * Events that are due when certain wishes begin, in order. Callers do not run ahead of an event by more than the slack, so
 * that each meets gateways at work.
 */
final class Milestones {
    private final int[] due;
    private final int slack;
    private int begun = -1;
    private int done;

    /**
     * @param count events, at wishes chosen at random
     * @param slack how many wishes may begin after one at which an event is due, before it is over
     */
    Milestones(int count, int wishes, int slack, Random chance) {
        this.slack = slack;
        this.due = chance.ints(count, 0, wishes).sorted().toArray();
    }

    int count() {
        return due.length;
    }

    /** A wish begins; waits for an event that is overdue. */
    synchronized void begin(int wish) {
        begun = Math.max(begun, wish);
        notifyAll();
        while (done < due.length && wish > due[done] + slack) {
            await();
        }
    }

    /** Waits until this event is due. */
    synchronized void reach(int event) {
        while (begun < due[event]) {
            await();
        }
    }

    /** The event that was due is over. */
    synchronized void done() {
        done++;
        notifyAll();
    }

    /** Nothing is due any more. */
    synchronized void end() {
        done = due.length;
        notifyAll();
    }

    private void await() {
        try {
            wait();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
