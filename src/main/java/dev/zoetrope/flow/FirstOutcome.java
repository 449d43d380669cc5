package dev.zoetrope.flow;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.track.Listeners;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;

/**
 * Waits for the first outcome of a create that this request does not send itself. Told at once when this process sends
 * it; the ledger is looked at now and then, as another replica may be the one.
 */
@ApplicationScoped
class FirstOutcome {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Ledger ledger;
    private final Listeners listeners;

    FirstOutcome(Ledger ledger, Listeners listeners) {
        this.ledger = ledger;
        this.listeners = listeners;
    }

    /** The task once it has an outcome, or as it stands when the time is up. */
    Uni<Task> of(Task task, Duration longest) {
        if (known(task) || longest.isZero() || longest.isNegative()) {
            return Uni.createFrom().item(task);
        }
        Duration step = longest.compareTo(BETWEEN_LOOKS) < 0 ? longest : BETWEEN_LOOKS;
        return listeners.outcome(task.id(), step)
                .flatMap(told -> told.isPresent() ? Uni.createFrom().item(told)
                        : ledger.find(task.id()).onFailure().recoverWithItem(told))
                .flatMap(now -> of(now.orElse(task), longest.minus(step)));
    }

    private static boolean known(Task task) {
        boolean never = task.state() instanceof TaskState.Pending && task.attempts() == 0;
        return !never && !(task.state() instanceof TaskState.Sending);
    }
}
