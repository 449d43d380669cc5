package dev.zoetrope.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.LongSupplier;

/**
 * The time by which this process judges leases and answers: the database's, where replicas share one, so that replicas
 * whose own clocks differ judge alike. It is the machine's clock, put right by how far the database's was ahead when it was
 * last asked ({@link Replica}). Between two such looks it never falls behind the time that has passed on the machine's
 * steady counter: a machine that wakes up with the time of yesterday must not think that its permission to send still holds.
 */
public final class RecordClock extends Clock {
    /** Replicas further apart are not ready; a lease outlives the send it covers by six times as much. */
    private static final Duration MOST_APART = Duration.ofSeconds(5);
    /** A look that took longer says too little. */
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
    public RecordClock(Clock machine, LongSupplier nanos) {
        this.machine = machine;
        this.nanos = nanos;
    }

    /** What a look at the database's time may have as its beginning. */
    Instant machineTime() {
        return machine.instant();
    }

    /**
     * Takes the database's time.
     *
     * @param asked {@link #machineTime} right before the database was asked
     * @param told the database's time
     */
    void look(Instant asked, Instant told) {
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
