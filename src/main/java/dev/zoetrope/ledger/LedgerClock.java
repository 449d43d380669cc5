package dev.zoetrope.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.LongSupplier;

/**
 * The clock for leases and for the deadlines of answers. All replicas use the database's time, so they agree even if the
 * clocks of their machines differ. This clock adds the offset of the database's clock to the machine's clock; each replica
 * measures the offset with its heartbeat. Between two measurements this clock never runs slower than the machine's
 * monotonic counter: a send permission must not last longer because somebody sets the machine's clock back. Without
 * PostgreSQL it is the machine's clock.
 */
public final class LedgerClock extends Clock {
    /** A replica with a larger offset is not ready. The margin of a lease over its send (30 s) is six times this. */
    private static final Duration MAX_OFFSET = Duration.ofSeconds(5);
    /** A measurement that took longer is too inexact and is ignored. */
    private static final Duration MAX_MEASUREMENT_TIME = Duration.ofSeconds(2);

    private final Clock machine;
    private final LongSupplier nanos;
    private volatile Measurement lastMeasurement;

    /**
     * A measurement.
     *
     * @param offset how far the database's clock was ahead of the machine's
     * @param at the database's time
     * @param nanos the monotonic counter at that time, in nanoseconds
     */
    private record Measurement(Duration offset, Instant at, long nanos) {
    }

    /**
     * @param machine the machine's clock
     * @param nanos the machine's monotonic counter of nanoseconds
     */
    public LedgerClock(Clock machine, LongSupplier nanos) {
        this.machine = machine;
        this.nanos = nanos;
    }

    /** The machine's time; to be read immediately before the query for the database's time. */
    public Instant machineTime() {
        return machine.instant();
    }

    /**
     * Records a measurement of the database's time. The database is assumed to have read its clock halfway between the start
     * of the query and this call.
     *
     * @param queriedAt {@link #machineTime} immediately before the query
     * @param databaseTime the database's time
     */
    public void measure(Instant queriedAt, Instant databaseTime) {
        Instant answered = machine.instant();
        Duration took = Duration.between(queriedAt, answered);
        if (!took.isNegative() && took.compareTo(MAX_MEASUREMENT_TIME) <= 0) {
            lastMeasurement = new Measurement(Duration.between(queriedAt.plus(took.dividedBy(2)), databaseTime), databaseTime,
                    nanos.getAsLong());
        }
    }

    /** How far the database's clock is ahead of the machine's; zero without PostgreSQL. */
    public Duration offset() {
        Measurement measurement = lastMeasurement;
        return measurement == null ? Duration.ZERO : measurement.offset;
    }

    /** Whether the clocks of the machine and the database differ by at most 5 s. */
    public boolean agrees() {
        return offset().abs().compareTo(MAX_OFFSET) <= 0;
    }

    @Override
    public Instant instant() {
        Measurement measurement = lastMeasurement;
        if (measurement == null) {
            return machine.instant();
        }
        Instant byMachine = machine.instant().plus(measurement.offset);
        Instant byCounter = measurement.at.plusNanos(nanos.getAsLong() - measurement.nanos);
        return byMachine.isBefore(byCounter) ? byCounter : byMachine;
    }

    @Override
    public ZoneId getZone() {
        return machine.getZone();
    }

    /** Returns this clock: the zone has no effect on instants. */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
