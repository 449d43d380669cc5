package dev.zoetrope.boot;

import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import sun.misc.Signal;

/**
 * {@code SIGTERM} and {@code SIGINT}: the first asks for a stop in order, which ends with 0. The second, or the deadline,
 * ends the process at once; what was under way then is found in the ledger by whoever comes after, as after a crash.
 * {@code sun.misc.Signal} is the only way to hear a second one: the JVM itself ignores it.
 */
@ApplicationScoped
class StopSignals {
    private static final Logger LOG = Logger.getLogger(StopSignals.class);
    /** What a shell makes of a death by signal: this, and the signal's number. */
    private static final int BY_SIGNAL = 128;
    private static final int OVERDUE = 1;

    private final Duration deadline;
    private final AtomicBoolean asked = new AtomicBoolean();

    StopSignals(StopConfig config) {
        this.deadline = config.deadline();
    }

    void listen(@Observes StartupEvent start) {
        if (LaunchMode.current() == LaunchMode.NORMAL) { // elsewhere the process belongs to somebody else
            listen("TERM");
            listen("INT");
        }
    }

    private void listen(String name) {
        Signal.handle(new Signal(name), signal -> {
            if (asked.compareAndSet(false, true)) {
                watch();
                Quarkus.asyncExit(0);
            } else {
                Runtime.getRuntime().halt(BY_SIGNAL + signal.getNumber());
            }
        });
    }

    private void watch() {
        new Timer("stop-deadline", true).schedule(new TimerTask() {
            @Override
            public void run() {
                LOG.error("Not stopped within zoetrope.stop.deadline; it ends here, and the next start carries on");
                Runtime.getRuntime().halt(OVERDUE);
            }
        }, deadline.toMillis());
    }
}
