package dev.zoetrope.flow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.ledger.Delivery;
import dev.zoetrope.ledger.DeliveryState;
import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.LedgerFailures;
import dev.zoetrope.ledger.Outbox;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.Timeline.Event;
import dev.zoetrope.video.Timeline.Moment;
import io.smallrye.mutiny.Uni;

/** Puts together what has happened to a task: its creation, its timeline, and the callbacks that were delivered. */
@ApplicationScoped
public class TaskHistory {
    /** A task has at most one callback for each of its ends, and it can end again after a late success. */
    private static final int MAX_CALLBACKS = 4;

    private final Outbox outbox;

    TaskHistory(Outbox outbox) {
        this.outbox = outbox;
    }

    /** All moments of a task, the oldest first. */
    public Uni<List<Moment>> of(Task task) {
        if (task.request().callbackUrl() == null || !task.state().ended()) {
            return Uni.createFrom().item(() -> merge(task, List.of()));
        }
        return outbox.list(task.caller(), Optional.of(task.id()), Optional.of(DeliveryState.DELIVERED), MAX_CALLBACKS,
                Optional.empty()).map(delivered -> merge(task, delivered))
                .onFailure(LedgerException.class).transform(LedgerFailures::toException);
    }

    private static List<Moment> merge(Task task, List<Delivery> delivered) {
        List<Moment> moments = new ArrayList<>();
        moments.add(new Moment(Event.CREATED, task.createdAt()));
        moments.addAll(task.timeline().moments());
        delivered.stream().filter(delivery -> delivery.triedAt() != null)
                .forEach(delivery -> moments.add(new Moment(Event.CALLED_BACK, delivery.triedAt())));
        moments.sort(Comparator.comparing(Moment::at));
        return moments;
    }
}
