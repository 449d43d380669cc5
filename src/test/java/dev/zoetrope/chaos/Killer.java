package dev.zoetrope.chaos;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

import dev.zoetrope.chaos.HandoverRow.Stage;
import dev.zoetrope.chaos.Handovers.Handover;

/**
 * Decides when a gateway dies. While the wishes come in, a kill is due when a certain wish begins, so that each hits a
 * gateway at work; callers do not run ahead of it by more than they are many. Later kills are spread over time.
 *
 * <p>
 * With two vendors, two of three kills while the wishes come in hit a gateway that has just been told no: after a random
 * time, or as soon as the ledger shows the permission for the next vendor or key.
 */
final class Killer implements Runnable {
    private static final Duration LONGEST_AIM = Duration.ofMillis(25);
    private static final Duration LONGEST_LIFE = Duration.ofMillis(1500);
    private static final int AIMS = 3;
    private static final Duration HANDOVER_PATIENCE = Duration.ofSeconds(5);
    /** From the vendor's no to the permission for the next one it is some milliseconds, more on a busy machine. */
    private static final Duration LONGEST_HANDOVER = Duration.ofMillis(30);
    private static final Duration LONGEST_WATCH = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofNanos(100_000);

    private final ChaosPlan plan;
    private final Fleet fleet;
    private final Database database;
    private final Handovers handovers;
    private final VendorBook book;
    private final Random chance;
    private final Milestones milestones;
    private final int later;
    private final Map<Stage, Integer> between = new EnumMap<>(Stage.class);

    /** @param slack how many wishes may begin after one at which a kill is due, before it happens */
    Killer(ChaosPlan plan, Fleet fleet, Database database, Handovers handovers, VendorBook book, int slack) {
        this.plan = plan;
        this.fleet = fleet;
        this.database = database;
        this.handovers = handovers;
        this.book = book;
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
                if (plan.severalVendors() && i % AIMS != AIMS - 1) {
                    killBetween(i % AIMS == 0);
                } else {
                    LockSupport.parkNanos((long) (chance.nextDouble() * LONGEST_AIM.toNanos()));
                    fleet.killOne(chance);
                }
                milestones.done();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            milestones.end();
        }
    }

    /** @param watch whether the kill waits for the next permission */
    private void killBetween(boolean watch) throws SQLException {
        double part = chance.nextDouble();
        try (Connection connection = database.connect()) {
            Handover handover = handovers.next(HANDOVER_PATIENCE.toMillis());
            if (handover == null) {
                fleet.killOne(chance);
                return;
            }
            if (watch) {
                awaitPermission(connection, handover);
            } else {
                LockSupport.parkNanos((long) (part * part * LONGEST_HANDOVER.toNanos()));
            }
            fleet.kill(handover.place(), () -> look(connection, handover));
        }
    }

    private void awaitPermission(Connection connection, Handover handover) throws SQLException {
        long end = System.nanoTime() + LONGEST_WATCH.toNanos();
        while (System.nanoTime() < end && HandoverRow.stage(connection, handover, book) == Stage.BEFORE) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private void look(Connection connection, Handover handover) {
        try {
            between.merge(HandoverRow.stage(connection, handover, book), 1, Integer::sum);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The kills while the renders end. */
    void runLater() {
        for (int i = 0; i < later; i++) {
            LockSupport.parkNanos((long) (chance.nextDouble() * LONGEST_LIFE.toNanos()));
            fleet.killOne(chance);
        }
    }

    /** How the creates stood between two vendors when their gateway was killed, in the order of {@link Stage}. */
    List<Integer> between() {
        return Arrays.stream(Stage.values()).map(stage -> between.getOrDefault(stage, 0)).toList();
    }
}
