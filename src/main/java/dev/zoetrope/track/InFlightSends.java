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
 * The sends under way. A stop lets no more begin and waits, bounded, until each has its outcome in the ledger: a create
 * whose answer is not waited for would be unknown for ever.
 */
@Singleton
public class InFlightSends {
    private static final Logger LOG = Logger.getLogger(InFlightSends.class);
    private static final Duration SOON = Duration.ofSeconds(2);

    private final Duration longest;
    private final Semaphore places = new Semaphore(Integer.MAX_VALUE);
    private final AtomicBoolean stopping = new AtomicBoolean();

    @Inject
    public InFlightSends(TrackConfig config) {
        this(config.submit().drain());
    }

    InFlightSends(Duration longest) {
        this.longest = longest;
    }

    /**
     * Counts the work in until it ends.
     *
     * @return the work's own result; fails with 503, the work not begun, once the process is stopping
     */
    public <T> Uni<T> run(Supplier<Uni<? extends T>> work) {
        return Uni.createFrom().deferred(() -> {
            if (stopping.get() || !places.tryAcquire()) {
                return Uni.createFrom().failure(Failure
                        .unavailable("shutting_down", "This process is stopping; nothing was sent.", SOON).exception());
            }
            return Uni.createFrom().deferred(work).onTermination().invoke(() -> places.release());
        });
    }

    /** Whether nothing begins any more. */
    public boolean stopping() {
        return stopping.get();
    }

    /**
     * Runs on the thread of the shutdown, which may wait, and before anything else stops: at the later
     * {@code ShutdownEvent} the connections to the vendor are closed already.
     */
    public void stop(@Observes ShutdownDelayInitiatedEvent event) throws InterruptedException {
        stopping.set(true);
        if (!places.tryAcquire(Integer.MAX_VALUE, longest.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.errorf("%d sends had no outcome when the time to wait (zoetrope.submit.drain) was over; they are"
                    + " unknown", Integer.MAX_VALUE - places.availablePermits());
        }
    }
}
