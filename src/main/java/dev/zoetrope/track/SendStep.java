package dev.zoetrope.track;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.observe.Meters;
import dev.zoetrope.track.poll.NextPoll;
import dev.zoetrope.track.send.BackOff;
import dev.zoetrope.track.send.OutcomeWriter;
import dev.zoetrope.upstream.SendOutcome;
import dev.zoetrope.upstream.SendPermit;
import dev.zoetrope.upstream.SendTimeouts;
import dev.zoetrope.upstream.Upstream;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;

/**
 * Sends the create of a task that is {@code sending} in the ledger, and writes the outcome. Only the code that wrote
 * {@code sending} may call this class: that write is the send permission, and it is given once.
 */
@ApplicationScoped
public class SendStep {
    /**
     * A lease ends this long after the longest possible send, so that no process ends a send whose outcome is being written.
     */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final Upstream upstream;
    private final SendTimeouts times;
    private final OutcomeWriter outcomes;
    private final SendQueue turns;
    private final TrackConfig config;
    private final BackOff backOff;
    private final NextPoll plan;
    private final Clock clock;
    private final RandomGenerator random;
    private final Meters meters;

    public SendStep(Upstream upstream, SendTimeouts times, OutcomeWriter outcomes, SendQueue turns, TrackConfig config,
            NextPoll plan, Clock clock,
            RandomGenerator random, Meters meters) {
        this.upstream = upstream;
        this.times = times;
        this.outcomes = outcomes;
        this.turns = turns;
        this.config = config;
        this.backOff = new BackOff(config.submit().firstBackOff(), config.submit().longestBackOff());
        this.plan = plan;
        this.clock = clock;
        this.random = random;
        this.meters = meters;
    }

    /** When the lease of a send that starts now ends. */
    public Instant lease(Instant now) {
        return now.plus(times.longest()).plus(MARGIN);
    }

    /**
     * Sends a new create for the first time. Without a slot the create waits in the ledger and is due now.
     *
     * @param task in state {@code Sending}, as stored
     */
    public Uni<Task> begin(Task task, SendSlot turn) {
        turn.use();
        return turn.place() ? send(task) : park(task);
    }

    /**
     * @param task in state {@code Sending}, as stored. It has a slot, which is freed when the outcome is written
     * @return the task after its outcome was written; the unchanged task if the ledger did not take the outcome, because a
     *         create that was sent must never look to a caller as if it was not sent
     */
    public Uni<Task> send(Task task) {
        SendPermit dispatch = new SendPermit(task.request(), times.lastStart(task.updatedAt()), clock);
        return Uni.createFrom().deferred(() -> upstream.create(dispatch))
                .flatMap(outcome -> written(task, dispatch.decided(outcome, late -> acceptedLate(task, late))))
                .onTermination().invoke(turns::free);
    }

    /** Records an acceptance that arrived after the guards had given up waiting for the vendor's answer. */
    private void acceptedLate(Task task, SendOutcome.Accepted accepted) {
        meters.creates("accepted_late").increment();
        accepted(task, accepted).subscribe().with(written -> {
        });
    }

    /**
     * Withdraws a create that was stored and not sent, because its caller gets an error. Retries until the ledger has done
     * it.
     *
     * @param task in state {@code Sending}, as stored
     */
    public void withdraw(Task task) {
        outcomes.withdraw(task).subscribe().with(done -> {
        });
    }

    private Uni<Task> park(Task task) {
        turns.parked(task.id());
        return later(task).onTermination().invoke(() -> turns.written(task.caller())).invoke(turns::wake);
    }

    /** Records that the create was not sent and is due now. */
    private Uni<Task> later(Task task) {
        Instant now = clock.instant();
        return outcomes.write(task, task.to(((TaskState.Sending) task.state()).notSent(), now, now));
    }

    private Uni<Task> written(Task task, SendOutcome outcome) {
        meters.creates(outcome.word()).increment();
        TaskState.Sending sending = (TaskState.Sending) task.state();
        Instant now = clock.instant();
        if (outcome instanceof SendOutcome.Accepted accepted) {
            return accepted(task, accepted);
        }
        if (outcome instanceof SendOutcome.Refused refused) {
            return outcomes.write(task, task.to(sending.refused(refused.error(), refused.failure()), now, null));
        }
        if (outcome instanceof SendOutcome.Unknown unknown) {
            return outcomes.lost(task, unknown.seen(), now);
        }
        Duration retryAfter = outcome instanceof SendOutcome.Deferred deferred ? deferred.retryAfter() : null;
        Task unsent = task.attempted();
        turns.waits(task.caller());
        return outcomes.write(task, unsent.to(sending.notSent(), now,
                dueAgain(unsent, now.plus(backOff.after(unsent.attempts(), retryAfter, random)))))
                .onTermination().invoke(() -> turns.written(task.caller()));
    }

    private Uni<Task> accepted(Task task, SendOutcome.Accepted accepted) {
        TaskState.Sending sending = (TaskState.Sending) task.state();
        Instant now = clock.instant();
        TaskState next = sending.accepted(accepted.vendorId(), accepted.first(), now, config.task().resultsWait());
        // If the vendor returns the id of another task, the create cannot be polled, so its outcome is unknown.
        return outcomes.accepted(task, next, now, plan.next(next, task.request(), now))
                .onFailure(OutcomeWriter::idTaken).invoke(() -> OutcomeWriter.idTwice(task, accepted.vendorId()))
                .onFailure(OutcomeWriter::idTaken)
                .recoverWithUni(() -> outcomes.lost(task, "the vendor returned the id of another task", now));
    }

    /**
     * The time of the next step: the wanted time, but not after the deadline of the create, even if the vendor's Retry-After
     * is later.
     */
    private Instant dueAgain(Task unsent, Instant wanted) {
        Instant deadline = unsent.createdAt().plus(config.submit().deadline());
        return wanted.isBefore(deadline) ? wanted : deadline;
    }
}
