package dev.zoetrope.chaos;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import dev.zoetrope.chaos.ResendRows.Standing;

/** Takes the storage away while wishes come in, as often as the plan wants, and kills a gateway when it is back. */
final class Outages implements Runnable, Reckoning.Storage {
    private static final Duration LONGEST_AIM = Duration.ofSeconds(6);
    private static final Duration LOOK = Duration.ofMillis(1);
    /** An outcome known so long before an outage may have met it, on a busy machine. */
    private static final long WRITING = Duration.ofSeconds(2).toNanos();

    private record Span(long from, long to) {
    }

    private final ChaosPlan plan;
    private final Fleet fleet;
    private final Database database;
    private final Milestones milestones;
    private final List<Span> spans = new CopyOnWriteArrayList<>();
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
            spans.add(new Span(now.moment(), System.nanoTime()));
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
            if (!now.versions().isEmpty()) {
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

    @Override
    public long back(long moment) {
        long back = moment;
        for (Span span : spans) {
            if (span.to > back && span.from < back + WRITING) {
                back = span.to;
            }
        }
        return back;
    }

    /** When each resend that was caught was, by task id. */
    Map<String, Long> caughtResends() {
        Map<String, Long> moments = new HashMap<>();
        caught.forEach(each -> each.versions().keySet().forEach(task -> moments.put(task, each.moment())));
        return moments;
    }

    /** For the report: how many outages, and how many of them caught a resend. */
    @Override
    public String toString() {
        return spans.size() + ", " + caught.stream().filter(each -> !each.versions().isEmpty()).count();
    }

    /** For the report: how the resends stood when their gateway was killed, in the order of {@link Standing}. */
    String killed() {
        return List.of(Standing.values()).stream().map(standing -> String.valueOf(killed.getOrDefault(standing, 0)))
                .collect(Collectors.joining(", "));
    }
}
