package dev.zoetrope.boot;

import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import dev.zoetrope.track.TrackConfig;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import sun.misc.Signal;

/**
 * Handles {@code SIGTERM} and {@code SIGINT}. The first signal starts an orderly stop, which exits with 0. A second signal,
 * or the deadline, ends the process at once. The next start, or another replica, then finds the unfinished work in the
 * ledger, as after a crash. Only {@code sun.misc.Signal} can receive a second signal: the JVM itself ignores it.
 */
@ApplicationScoped
class StopSignals {
    private static final Logger LOG = Logger.getLogger(StopSignals.class);
    /**
     * A process that is killed by a signal has this exit code plus the number of the signal, by the convention of shells.
     */
    private static final int SIGNAL_EXIT_BASE = 128;
    private static final int DEADLINE_EXIT_CODE = 1;

    private final Duration deadline;
    private final AtomicBoolean stopping = new AtomicBoolean();

    StopSignals(TrackConfig config) {
        this.deadline = config.stop().deadline();
    }

    void listen(@Observes StartupEvent start) {
        if (LaunchMode.current() == LaunchMode.NORMAL) { // in dev and test mode the process belongs to the build tool
            listen("TERM");
            listen("INT");
        }
    }

    private void listen(String name) {
        Signal.handle(new Signal(name), signal -> {
            if (stopping.compareAndSet(false, true)) {
                startDeadline();
                Quarkus.asyncExit(0);
            } else {
                Runtime.getRuntime().halt(SIGNAL_EXIT_BASE + signal.getNumber());
            }
        });
    }

    private void startDeadline() {
        new Timer("stop-deadline", true).schedule(new TimerTask() {
            @Override
            public void run() {
                LOG.error("Not stopped within zoetrope.stop.deadline: the process exits; the next start resumes the work");
                Runtime.getRuntime().halt(DEADLINE_EXIT_CODE);
            }
        }, deadline.toMillis());
    }
}
