package dev.zoetrope.track.send;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.track.InFlightSends;
import dev.zoetrope.track.SendQueue;
import dev.zoetrope.track.SendStep;
import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.upstream.SendOutcome;
import dev.zoetrope.upstream.SendRound;
import dev.zoetrope.upstream.Upstream;
import dev.zoetrope.upstream.Vendors;
import dev.zoetrope.video.Pin;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;

/** Resends a create that was not sent or was deferred, when it is due, and ends it when its deadline has passed. */
@ApplicationScoped
public class ResendStep {
    /** How long a create waits before it looks again for a vendor with a free place. */
    private static final Duration WAIT_FOR_PLACE = Duration.ofSeconds(1);

    private final Ledger ledger;
    private final SendStep sendStep;
    private final Vendors vendors;
    private final InFlightSends inFlight;
    private final SendQueue sendQueue;
    private final OutcomeWriter outcomeWriter;
    private final TrackConfig config;
    private final Clock clock;

    public ResendStep(Ledger ledger, SendStep sendStep, Vendors vendors, InFlightSends inFlight, SendQueue sendQueue,
            OutcomeWriter outcomeWriter,
            TrackConfig config,
            Clock clock) {
        this.ledger = ledger;
        this.sendStep = sendStep;
        this.vendors = vendors;
        this.inFlight = inFlight;
        this.sendQueue = sendQueue;
        this.outcomeWriter = outcomeWriter;
        this.config = config;
        this.clock = clock;
    }

    /**
     * How many sends may begin. None while the process stops: a create that it claims then is delayed by a lease for the
     * other replicas.
     */
    public int freeSlots() {
        return inFlight.stopping() ? 0 : Math.min(sendQueue.freeSlots(), vendors.freePlaces());
    }

    /** Whether a vendor has a free place for a create. */
    public boolean hasPlace() {
        return vendors.freePlaces() > 0;
    }

    /**
     * @param due in state {@code Pending}
     * @return the task afterwards; unchanged if another process was first
     */
    public Uni<Task> send(Task due) {
        return inFlight.run(() -> sendOrExpire(due));
    }

    private Uni<Task> sendOrExpire(Task due) {
        if (outcomeWriter.isWriting(due.id())) {
            return Uni.createFrom().item(due); // this process must first take back an earlier send permission of the task
        }
        TaskState.Pending pending = (TaskState.Pending) due.state();
        Instant now = clock.instant();
        if (!now.isBefore(due.createdAt().plus(config.submit().deadline()))) {
            sendQueue.removeWaiting(due);
            return outcomeWriter.write(due, due.transitionTo(pending.expire(), now, null));
        }
        SendRound round = new SendRound(pending.resumeAt());
        Optional<Pin> pin = vendors.firstOf(due.request(), round);
        if (pin.isEmpty() && !vendors.canCarry(due.request())) {
            return endWithoutModel(due, pending, now);
        }
        if (pin.isEmpty()) {
            return outcomeWriter.write(due, due.dueAt(now.plus(waitForVendor(pending, now))));
        }
        if (sendQueue.takeSlots(1) == 0) {
            return outcomeWriter.write(due, due.dueAt(now));
        }
        Task sending = due.withPermit(ledger.newPermit(), pin.get()).transitionTo(pending.send(), now, sendStep.leaseEnd(now));
        return outcomeWriter.writePermission(sending, sending.permit(), due.dueAt()).flatMap(written -> {
            if (!written) {
                sendQueue.freeSlot();
                return Uni.createFrom().item(due);
            }
            sendQueue.removeWaiting(due);
            return sendStep.send(sending, round);
        });
    }

    /** No vendor serves the model any more. */
    private Uni<Task> endWithoutModel(Task due, TaskState.Pending pending, Instant now) {
        SendOutcome.Refused refusal = Upstream.noModel();
        sendQueue.removeWaiting(due);
        return outcomeWriter.write(due,
                due.transitionTo(pending.send().refused(refusal.error(), refusal.failure()), now, null));
    }

    /** How long a create waits if each vendor of its model is full, or asks to wait. */
    private static Duration waitForVendor(TaskState.Pending pending, Instant now) {
        return pending.resumeAt().values().stream().map(time -> Duration.between(now, time))
                .filter(wait -> wait.compareTo(WAIT_FOR_PLACE) > 0).min(Duration::compareTo).orElse(WAIT_FOR_PLACE);
    }
}
