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
 * Sends the one create of a task that the ledger has as {@code sending}, and writes down what became of it. Only
 * whoever wrote {@code sending} may call this: that write is the permission to send, and there is one of it.
 */
@ApplicationScoped
public class SendStep {
    /** A lease outlives the send it covers by this, so that nobody judges a send whose answer is being written. */
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

    /** Until when a send that starts now may be under way. */
    public Instant lease(Instant now) {
        return now.plus(times.longest()).plus(MARGIN);
    }

    /**
     * The first send of a new create; without a place it waits in the ledger, due now.
     *
     * @param task in state {@code Sending}, as written
     */
    public Uni<Task> begin(Task task, SendSlot turn) {
        turn.use();
        return turn.place() ? send(task) : park(task);
    }

    /**
     * @param task in state {@code Sending}, as written; it has a place, which is given back when the outcome is written
     * @return the task after the outcome was written, or as it was if the ledger would not take it: what was sent must
     *         never look to a caller as if it had not been
     */
    public Uni<Task> send(Task task) {
        SendPermit dispatch = new SendPermit(task.request(), times.lastStart(task.updatedAt()), clock);
        return Uni.createFrom().deferred(() -> upstream.create(dispatch))
                .flatMap(outcome -> written(task, dispatch.decided(outcome, late -> acceptedLate(task, late))))
                .onTermination().invoke(turns::free);
    }

    /** The guards gave the create up before the vendor's answer was heard. */
    private void acceptedLate(Task task, SendOutcome.Accepted accepted) {
        meters.creates("accepted_late").increment();
        accepted(task, accepted).subscribe().with(written -> {
        });
    }

    /**
     * Takes back a create that was opened and not sent, as its caller is told that it was not taken; goes on until the
     * ledger has it.
     *
     * @param task in state {@code Sending}, as opened
     */
    public void withdraw(Task task) {
        outcomes.withdraw(task).subscribe().with(done -> {
        });
    }

    private Uni<Task> park(Task task) {
        turns.parked(task.id());
        return later(task).onTermination().invoke(() -> turns.written(task.caller())).invoke(turns::wake);
    }

    /** Nothing was sent for it: the ledger has it as due now. */
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
        // A vendor that gives one id twice leaves us with a create we cannot follow: as good as unknown.
        return outcomes.accepted(task, next, now, plan.next(next, task.request(), now))
                .onFailure(OutcomeWriter::idTaken).invoke(() -> OutcomeWriter.idTwice(task, accepted.vendorId()))
                .onFailure(OutcomeWriter::idTaken)
                .recoverWithUni(() -> outcomes.lost(task, "the vendor's id is that of another task", now));
    }

    /** Looked at again at its deadline at the latest, however late the vendor wants to be asked. */
    private Instant dueAgain(Task unsent, Instant wanted) {
        Instant deadline = unsent.createdAt().plus(config.submit().deadline());
        return wanted.isBefore(deadline) ? wanted : deadline;
    }
}
