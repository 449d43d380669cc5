package dev.zoetrope.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.LongSupplier;

/**
 * The clock that leases and answers are judged by. Replicas share the database's time, so that they agree even if their own
 * clocks differ. This clock adds to the machine's clock the offset of the database's clock, which each
 * replica measures with its heartbeat. Between two measurements it never runs slower than the machine's monotonic counter: if somebody sets the
 * machine's clock back, a permission to send must not last longer. Without PostgreSQL it is the machine's clock.
 */
public final class LedgerClock extends Clock {
    /** A replica with a larger offset is not ready. A lease is 30 s longer than the send that it covers, six times as much. */
    private static final Duration MOST_APART = Duration.ofSeconds(5);
    /** A measurement that took longer is too inexact, and is ignored. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(2);

    private final Clock machine;
    private final LongSupplier nanos;
    private volatile Look last;

    /**
     * @param ahead how far the database was ahead of the machine
     * @param at the database's time
     * @param nanos the steady counter at that time
     */
    private record Look(Duration ahead, Instant at, long nanos) {
    }

    /**
     * @param machine the machine's clock
     * @param nanos a counter of nanoseconds that no one sets
     */
    public LedgerClock(Clock machine, LongSupplier nanos) {
        this.machine = machine;
        this.nanos = nanos;
    }

    /** The machine's time, to be read right before the database is asked for its own. */
    public Instant machineTime() {
        return machine.instant();
    }

    /**
     * Takes a measurement of the database's time. The answer is assumed to have been read halfway between question and answer.
     *
     * @param asked {@link #machineTime} right before the database was asked
     * @param told the database's time
     */
    public void look(Instant asked, Instant told) {
        Instant answered = machine.instant();
        Duration took = Duration.between(asked, answered);
        if (!took.isNegative() && took.compareTo(LONGEST_LOOK) <= 0) {
            last = new Look(Duration.between(asked.plus(took.dividedBy(2)), told), told, nanos.getAsLong());
        }
    }

    /** How far the database's clock is ahead of the machine's; zero where there is none but the machine's. */
    public Duration ahead() {
        Look look = last;
        return look == null ? Duration.ZERO : look.ahead;
    }

    /** Whether the machine's clock and the database's are close enough. */
    public boolean agrees() {
        return ahead().abs().compareTo(MOST_APART) <= 0;
    }

    @Override
    public Instant instant() {
        Look look = last;
        if (look == null) {
            return machine.instant();
        }
        Instant byMachine = machine.instant().plus(look.ahead);
        Instant byCounter = look.at.plusNanos(nanos.getAsLong() - look.nanos);
        return byMachine.isBefore(byCounter) ? byCounter : byMachine;
    }

    @Override
    public ZoneId getZone() {
        return machine.getZone();
    }

    /** The zone plays no part: the same clock. */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
