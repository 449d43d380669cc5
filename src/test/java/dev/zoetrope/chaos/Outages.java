package dev.zoetrope.chaos;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

import dev.zoetrope.chaos.ResendRows.Standing;

/** Takes the storage away while wishes come in, as often as the plan wants, and kills a gateway when it is back. */
final class Outages implements Runnable {
    private static final Duration LONGEST_AIM = Duration.ofSeconds(6);
    private static final Duration LOOK = Duration.ofMillis(1);
    private final ChaosPlan plan;
    private final Fleet fleet;
    private final Database database;
    private final Milestones milestones;
    private final AwayTimes times = new AwayTimes();
    private final List<Caught> caught = new CopyOnWriteArrayList<>();
    private final Map<Standing, Integer> killed = new EnumMap<>(Standing.class);

    /** @param slack how many wishes may begin after one at which an outage is due, before it is over */
    Outages(ChaosPlan plan, Fleet fleet, Database database, int slack) {
        this.plan = plan;
        this.fleet = fleet;
        this.database = database;
        this.milestones = new Milestones(plan.outages(), plan.tasks(), slack, plan.chance("outages", 0));
    }

    /** A wish begins; waits for an outage that is overdue. */
    void begin(int wish) {
        milestones.begin(wish);
    }

    @Override
    public void run() {
        try {
            for (int i = 0; i < milestones.count(); i++) {
                milestones.reach(i);
                run(Outage.of(plan, i), plan.chance("place", i));
                milestones.done();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            milestones.end();
        }
    }

    private void run(Outage outage, Random chance) throws SQLException {
        Caught now = database.takeAway(outage, chance.nextInt(plan.replicas()));
        caught.add(now);
        try {
            LockSupport.parkNanos(outage.length().toNanos());
        } finally {
            database.giveBack();
            times.add(now.moment(), System.nanoTime());
        }
        if (outage.kill() != Outage.Kill.NONE) {
            kill(outage, now);
        }
    }

    private void kill(Outage outage, Caught now) throws SQLException {
        try (Connection connection = database.connect()) {
            if (outage.kill() == Outage.Kill.AIMED) {
                awaitTakeBack(connection, now);
            } else {
                LockSupport.parkNanos(outage.killAfter().toNanos());
            }
            fleet.kill(now.place(), () -> look(connection, now));
        }
    }

    private void look(Connection connection, Caught now) {
        try {
            if (!now.resends().isEmpty()) {
                killed.merge(ResendRows.standing(connection, now), 1, Integer::sum);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitTakeBack(Connection connection, Caught now) throws SQLException {
        long end = System.nanoTime() + LONGEST_AIM.toNanos();
        while (System.nanoTime() < end && ResendRows.standing(connection, now) != Standing.TAKEN_BACK) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    AwayTimes times() {
        return times;
    }

    /** When each resend that was interrupted was, by task id. */
    Map<String, Long> interrupted() {
        Map<String, Long> moments = new HashMap<>();
        caught.forEach(each -> each.resends().keySet().forEach(task -> moments.put(task, each.moment())));
        return moments;
    }

    /** How many outages there were. */
    int count() {
        return caught.size();
    }

    /** How many of them began in the middle of a resend. */
    long inResend() {
        return caught.stream().filter(each -> !each.resends().isEmpty() && !each.inHandover()).count();
    }

    /** How many of them began in the middle of a hand-over. */
    long inHandover() {
        return caught.stream().filter(Caught::inHandover).count();
    }

    /** How the resends stood when their gateway was killed, in the order of {@link Standing}. */
    List<Integer> killed() {
        return Arrays.stream(Standing.values()).map(standing -> killed.getOrDefault(standing, 0)).toList();
    }
}
