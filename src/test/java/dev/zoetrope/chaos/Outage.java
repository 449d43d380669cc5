package dev.zoetrope.chaos;

import java.time.Duration;
import java.util.Random;

import dev.zoetrope.chaos.ResendTrap.Point;
import dev.zoetrope.fake.Wire;

/**
 * One time without storage. It begins when a create that was deferred or not sent has been claimed and is about to become
 * {@code sending}.
 *
 * @param handover whether it begins when a create is handed over from one vendor or key to the next instead
 * @param tear what becomes of that transition; on SQLite it is always refused
 * @param silent whether PostgreSQL falls silent instead of hanging up
 * @param all whether every gateway loses the storage, or only the one with the resend
 * @param length longer than the claim's lease and the time a gateway needs to notice; short where a COMMIT is late
 * @param kill whether that gateway is killed afterwards
 * @param killAfter how long after the storage is back, unless the kill is aimed
 */
record Outage(boolean handover, Tear tear, boolean silent, boolean all, Duration length, Kill kill, Duration killAfter) {

    /** After this a gateway takes a silent PostgreSQL for gone. */
    private static final Duration SILENCE = Fleet.STATEMENT_TIMEOUT.plusSeconds(2);
    private static final Duration COMMIT_DELAY = Duration.ofSeconds(1);
    private static final Duration LATEST_KILL = Duration.ofMillis(300);
    private static final double SILENT = 0.25;

    /** Which part of the transition reaches PostgreSQL. */
    enum Tear {
        /** Nothing. */
        WRITE(Point.WRITE, false),
        /** All but the COMMIT. */
        COMMIT(Point.COMMIT, false),
        /** The COMMIT, but its answer is lost. */
        ANSWER(Point.COMMIT, true),
        /** The COMMIT, a second late: the gateway may be back before it is applied. */
        LATE_COMMIT(Point.COMMIT, true);

        private final Point point;
        private final boolean arrives;

        Tear(Point point, boolean arrives) {
            this.point = point;
            this.arrives = arrives;
        }

        Point point() {
            return point;
        }
    }

    /** Whether and when the gateway with the resend is killed. */
    enum Kill {
        NONE,
        /** After a random time. */
        BLIND,
        /** As soon as the ledger shows that the resend is taken back. */
        AIMED
    }

    /** All combinations of tear, kill and, with two vendors, hand-over come round, beginning at one that the seed chooses. */
    static Outage of(ChaosPlan plan, int number) {
        int turn = plan.chance("first outage", 0).nextInt(Tear.values().length * Kill.values().length) + number;
        Tear tear = Tear.values()[turn % Tear.values().length];
        Kill kill = Kill.values()[turn % Kill.values().length];
        Random chance = plan.chance("outage", number);
        boolean handover = plan.severalVendors() && (turn + turn / Tear.values().length) % 2 == 0;
        boolean late = tear == Tear.LATE_COMMIT;
        boolean silent = !late && chance.nextDouble() < SILENT;
        boolean all = chance.nextBoolean();
        double part = chance.nextDouble();
        Duration noticed = plan.sqlite() ? SqliteDatabase.BUSY_TIMEOUT : silent ? SILENCE : Duration.ZERO;
        Duration length = late && !plan.sqlite() ? part(COMMIT_DELAY, 0.2 + part / 2)
                : noticed.plus(part(Fleet.LEASE, 1.5 + part));
        return new Outage(handover, tear, silent, all, length, kill,
                part(LATEST_KILL, chance.nextDouble()));
    }

    private static Duration part(Duration whole, double part) {
        return Duration.ofNanos((long) (whole.toNanos() * part));
    }

    Wire.Break lineBreak() {
        return new Wire.Break(silent, tear.arrives, tear == Tear.LATE_COMMIT ? COMMIT_DELAY : Duration.ZERO);
    }
}
