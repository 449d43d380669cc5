package dev.zoetrope.track;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.zoetrope.video.Failure;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Uni;

/**
 * The creates in flight. When the process stops, no new send begins, and the stop waits for a bounded time until the outcome
 * of each send is in the ledger: the outcome of a create whose answer is not awaited stays unknown for ever.
 */
@Singleton
public class InFlightSends {
    private static final Logger LOG = Logger.getLogger(InFlightSends.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    /** How long a stop waits for the sends, unless the deadline of the stop leaves more time. */
    private static final Duration SHORTEST_DRAIN = Duration.ofSeconds(20);
    /** The time before the deadline of the stop in which the rest of the process stops: the writes take up to 5 s. */
    private static final Duration REST_OF_STOP = Duration.ofSeconds(8);

    private final Duration drainTimeout;
    private final Semaphore permits = new Semaphore(Integer.MAX_VALUE);
    private final AtomicBoolean stopping = new AtomicBoolean();

    @Inject
    public InFlightSends(TrackConfig config) {
        this(drainTime(config.stop().deadline()));
    }

    InFlightSends(Duration maxDuration) {
        this.drainTimeout = maxDuration;
    }

    private static Duration drainTime(Duration stopDeadline) {
        Duration drain = stopDeadline.minus(REST_OF_STOP);
        return drain.compareTo(SHORTEST_DRAIN) > 0 ? drain : SHORTEST_DRAIN;
    }

    /**
     * Counts the work as in flight until it ends.
     *
     * @return the result of the work; the Uni fails with 503, without starting the work, if the process is stopping
     */
    public <T> Uni<T> run(Supplier<Uni<? extends T>> work) {
        return Uni.createFrom().deferred(() -> {
            if (stopping.get() || !permits.tryAcquire()) {
                return Uni.createFrom().failure(Failure
                        .unavailable("shutting_down", "This process is stopping; nothing was sent.", RETRY_AFTER).exception());
            }
            return Uni.createFrom().deferred(work).onTermination().invoke(() -> permits.release());
        });
    }

    /** Whether the process is stopping, so that no new send begins. */
    public boolean stopping() {
        return stopping.get();
    }

    /**
     * Runs on the thread of the shutdown, which may block, and before anything else stops: when the later
     * {@code ShutdownEvent} is fired, the connections to the vendor are already closed.
     */
    public void stop(@Observes ShutdownDelayInitiatedEvent event) throws InterruptedException {
        stopping.set(true);
        if (!permits.tryAcquire(Integer.MAX_VALUE, drainTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.errorf("%d sends had no outcome in the time of the stop (zoetrope.stop.deadline); their outcome is unknown",
                    Integer.MAX_VALUE - permits.availablePermits());
        }
    }
}
