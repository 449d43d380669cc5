package dev.zoetrope.track;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.observe.Meters;
import dev.zoetrope.observe.TaskLog;
import dev.zoetrope.track.poll.NextPoll;
import dev.zoetrope.track.send.OutcomeWriter;
import dev.zoetrope.upstream.SendOutcome;
import dev.zoetrope.upstream.SendPermit;
import dev.zoetrope.upstream.SendRound;
import dev.zoetrope.upstream.SendTimeouts;
import dev.zoetrope.upstream.Upstream;
import dev.zoetrope.upstream.Vendors;
import dev.zoetrope.video.Pin;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import dev.zoetrope.work.BackOff;
import io.smallrye.mutiny.Uni;

/**
 * Sends the create of a task that is {@code sending} in the ledger, and writes the outcome. Only the code that wrote
 * {@code sending} may call {@link #send}: that write is the send permission, and it is given once.
 */
@ApplicationScoped
public class SendStep {
    /**
     * A lease ends this long after the longest possible send, so that no process ends a send whose outcome is being written.
     */
    private static final Duration LEASE_MARGIN = Duration.ofSeconds(30);

    private final Upstream upstream;
    private final Vendors vendors;
    private final VendorLoad load;
    private final InFlightSends inFlight;
    private final Ledger ledger;
    private final SendTimeouts timeouts;
    private final OutcomeWriter outcomeWriter;
    private final SendQueue sendQueue;
    private final TrackConfig config;
    private final TrackLimits limits;
    private final BackOff backOff;
    private final NextPoll nextPoll;
    private final Clock clock;
    private final RandomGenerator random;
    private final Meters meters;
    private final TaskLog log;

    public SendStep(Upstream upstream, Vendors vendors, VendorLoad load, InFlightSends inFlight, Ledger ledger,
            SendTimeouts timeouts, OutcomeWriter outcomeWriter, SendQueue sendQueue,
            TrackConfig config, TrackLimits limits,
            NextPoll nextPoll, Clock clock,
            RandomGenerator random, Meters meters, TaskLog log) {
        this.upstream = upstream;
        this.vendors = vendors;
        this.load = load;
        this.inFlight = inFlight;
        this.ledger = ledger;
        this.log = log;
        this.timeouts = timeouts;
        this.outcomeWriter = outcomeWriter;
        this.sendQueue = sendQueue;
        this.config = config;
        this.limits = limits;
        // half of a back-off is random, so the first one is between the setting and twice the setting
        this.backOff = new BackOff(config.submit().firstBackOff().multipliedBy(2), config.submit().longestBackOff(), 0.5);
        this.nextPoll = nextPoll;
        this.clock = clock;
        this.random = random;
        this.meters = meters;
    }

    /** When the lease of a send that starts now ends. */
    public Instant leaseEnd(Instant now) {
        return now.plus(timeouts.maxDuration()).plus(LEASE_MARGIN);
    }

    /**
     * Sends a new create for the first time. Without a slot the create waits in the ledger and is due now.
     *
     * @param task in state {@code Sending}, as stored; without a slot it is then changed to {@code Pending}
     */
    public Uni<Task> sendOrEnqueue(Task task, SendSlot slot) {
        slot.markUsed();
        return slot.hasSlot() ? send(task) : enqueue(task);
    }

    /**
     * @param task in state {@code Sending}, as stored. The task has a slot, which is freed when the outcome is written
     * @return the task after its outcome was written; the unchanged task if the outcome could not be written, because a
     *         create that was sent is never returned as {@code Pending}
     */
    public Uni<Task> send(Task task) {
        return send(task, new SendRound(Map.of()));
    }

    /** @param round the tries so far: none */
    public Uni<Task> send(Task task, SendRound round) {
        return Uni.createFrom().deferred(() -> tryVendor(task, round)).onTermination().invoke(sendQueue::freeSlot);
    }

    /**
     * Sends the create to the vendor of its permission. If that provably did not take it, the next vendor or key gets a
     * permission of its own.
     */
    private Uni<Task> tryVendor(Task task, SendRound round) {
        SendPermit dispatch = new SendPermit(task.request(), task.pin(), timeouts.lastStart(task.updatedAt()), clock);
        return Uni.createFrom().deferred(() -> call(task.pin(), dispatch)).flatMap(outcome -> {
            SendOutcome recorded = dispatch.outcomeToRecord(outcome, accepted -> writeLateAcceptance(task, accepted));
            round.record(task.pin(), recorded, clock.instant());
            Optional<Pin> next = SendRound.mayTryNext(recorded) && !inFlight.stopping() ? vendors.next(task.request(), round)
                    : Optional.empty();
            return next.isPresent() ? failOver(task, recorded, next.get(), round)
                    : writeOutcome(task, round.overall(recorded, vendors.mayTakeLater(task.request(), round)), round);
        });
    }

    private Uni<SendOutcome> call(Pin pin, SendPermit dispatch) {
        return load.ensureFresh().chain(() -> vendors.tryBegin(pin)
                ? upstream.create(dispatch).invoke(outcome -> vendors.end(pin, outcome))
                : Uni.createFrom().item(new SendOutcome.NotSent()));
    }

    /** Writes a new permission, for another vendor or key, and sends the create there. */
    private Uni<Task> failOver(Task task, SendOutcome outcome, Pin next, SendRound round) {
        meters.creates(outcome.label()).increment();
        Instant now = clock.instant();
        Task permitted = task.withPermit(ledger.newPermit(), next).transitionTo(task.state(), now, leaseEnd(now));
        return outcomeWriter.writePermission(permitted, task.permit(), now).flatMap(written -> {
            if (!written) {
                return ledger.find(task.id()).map(found -> found.orElse(task)).onFailure().recoverWithItem(task);
            }
            log.failedOver(task, outcome.label(), next);
            return tryVendor(permitted, round);
        });
    }

    /** Records an acceptance that arrived after the guards had given up waiting for the vendor's answer. */
    private void writeLateAcceptance(Task task, SendOutcome.Accepted accepted) {
        meters.creates("accepted_late").increment();
        writeAcceptance(task, accepted).subscribe().with(written -> {
        });
    }

    /**
     * Withdraws a create that was stored and not sent, because its caller gets an error. Retries until the ledger has done
     * it.
     *
     * @param task in state {@code Sending}, as stored
     */
    public void withdraw(Task task) {
        outcomeWriter.withdraw(task).subscribe().with(done -> {
        });
    }

    private Uni<Task> enqueue(Task task) {
        sendQueue.queued(task.id());
        return writeNotSent(task).onTermination().invoke(() -> sendQueue.markStored(task.caller()))
                .invoke(sendQueue::notifyListener);
    }

    /** Records that the create was not sent and is due now. */
    private Uni<Task> writeNotSent(Task task) {
        Instant now = clock.instant();
        return outcomeWriter.write(task, task.transitionTo(((TaskState.Sending) task.state()).notSent(), now, now));
    }

    private Uni<Task> writeOutcome(Task task, SendOutcome outcome, SendRound round) {
        meters.creates(outcome.label()).increment();
        TaskState.Sending sending = (TaskState.Sending) task.state();
        Instant now = clock.instant();
        if (outcome instanceof SendOutcome.Accepted accepted) {
            return writeAcceptance(task, accepted);
        }
        if (outcome instanceof SendOutcome.Refused refused) {
            return outcomeWriter.write(task, task.transitionTo(sending.refused(refused.error(), refused.failure()), now, null));
        }
        if (outcome instanceof SendOutcome.Unknown unknown) {
            return outcomeWriter.writeUnknown(task, unknown.description(), now);
        }
        Duration retryAfter = outcome instanceof SendOutcome.Deferred deferred ? deferred.retryAfter() : null;
        Task unsent = task.withAttempt();
        sendQueue.addWaiting(task.caller());
        return outcomeWriter.write(task, unsent.transitionTo(sending.notSent(round.resumeAt(now)), now,
                cappedByDeadline(unsent, now.plus(backOff.afterAttempts(unsent.attempts(), retryAfter, random)))))
                .onTermination().invoke(() -> sendQueue.markStored(task.caller()));
    }

    private Uni<Task> writeAcceptance(Task task, SendOutcome.Accepted accepted) {
        TaskState.Sending sending = (TaskState.Sending) task.state();
        Instant now = clock.instant();
        TaskState next = sending.accepted(accepted.vendorId(), accepted.observation(), now, limits.resultsWait());
        // If the vendor returns the id of another task, the create cannot be polled, so its outcome is unknown.
        return outcomeWriter.writeAcceptance(task, next, now, nextPoll.next(next, task.request(), now))
                .onFailure(OutcomeWriter::isDuplicateId).invoke(() -> OutcomeWriter.logDuplicateId(task, accepted.vendorId()))
                .onFailure(OutcomeWriter::isDuplicateId)
                .recoverWithUni(() -> outcomeWriter.writeUnknown(task, "the vendor returned the id of another task", now));
    }

    /**
     * The time of the next step: the wanted time, but not after the deadline of the create, even if the vendor's Retry-After
     * is later.
     */
    private Instant cappedByDeadline(Task unsent, Instant wanted) {
        Instant deadline = unsent.createdAt().plus(config.submit().deadline());
        return wanted.isBefore(deadline) ? wanted : deadline;
    }
}
