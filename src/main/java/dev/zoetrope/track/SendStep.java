package dev.zoetrope.track;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.observe.Meters;
import dev.zoetrope.observe.TaskLog;
import dev.zoetrope.upstream.Dispatch;
import dev.zoetrope.upstream.SendOutcome;
import dev.zoetrope.upstream.Upstream;
import dev.zoetrope.video.Failure;
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
    private final Outcomes outcomes;
    private final TrackConfig config;
    private final BackOff backOff;
    private final AskPlan plan;
    private final Clock clock;
    private final RandomGenerator random;
    private final Meters meters;

    SendStep(Upstream upstream, Ledger ledger, TrackConfig config, AskPlan plan, Clock clock, RandomGenerator random,
            Meters meters, TaskLog log) {
        this.upstream = upstream;
        this.outcomes = new Outcomes(ledger, log);
        this.config = config;
        this.backOff = new BackOff(config.submit().firstBackOff(), config.submit().longestBackOff());
        this.plan = plan;
        this.clock = clock;
        this.random = random;
        this.meters = meters;
    }

    /** Until when a send that starts now may be under way. */
    public Instant lease(Instant now) {
        return now.plus(config.upstream().connectTimeout()).plus(config.upstream().readTimeout()).plus(MARGIN);
    }

    /**
     * @param task in state {@code Sending}, as written
     * @return the task after the outcome was written, or as it was if the ledger would not take it: what was sent must
     *         never look to a caller as if it had not been
     */
    public Uni<Sent> send(Task task) {
        TaskState.Sending sending = (TaskState.Sending) task.state();
        return upstream.create(new Dispatch(task.request())).flatMap(outcome -> {
            meters.creates(outcome.word()).increment();
            Instant now = clock.instant();
            if (outcome instanceof SendOutcome.Accepted accepted) {
                TaskState next = sending.accepted(accepted.vendorId(), accepted.first(), now, resultsWait());
                // A vendor that gives one id twice leaves us with a create we cannot follow: as good as unknown.
                return outcomes.accepted(task, next, now, plan.next(next, task.request(), now)).onFailure(Outcomes::idTaken)
                        .recoverWithUni(() -> outcomes.write(task, task.to(sending.lost(), now, null)))
                        .map(written -> new Sent(written, Optional.empty()));
            }
            if (outcome instanceof SendOutcome.Refused refused) {
                return ended(task, sending.refused(refused.error(), refused.failure()), now, Optional.of(refused.failure()));
            }
            if (outcome instanceof SendOutcome.Unknown) {
                return ended(task, sending.lost(), now, Optional.empty());
            }
            Duration retryAfter = outcome instanceof SendOutcome.Deferred deferred ? deferred.retryAfter() : null;
            Task unsent = task.attempted();
            Instant due = dueAgain(unsent, now.plus(backOff.after(unsent.attempts(), retryAfter, random)));
            return outcomes.write(task, unsent.to(sending.notSent(), now, due))
                    .map(written -> new Sent(written, Optional.empty()));
        });
    }

    private Uni<Sent> ended(Task task, TaskState end, Instant now, Optional<Failure> refusal) {
        return outcomes.write(task, task.to(end, now, null)).map(written -> new Sent(written, refusal));
    }

    /** Looked at again at its deadline at the latest, however late the vendor wants to be asked. */
    private Instant dueAgain(Task unsent, Instant wanted) {
        Instant deadline = unsent.createdAt().plus(config.submit().deadline());
        return wanted.isBefore(deadline) ? wanted : deadline;
    }

    private Duration resultsWait() {
        return config.task().resultsWait();
    }
}
