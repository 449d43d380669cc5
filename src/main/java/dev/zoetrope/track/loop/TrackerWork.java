package dev.zoetrope.track.loop;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import jakarta.inject.Singleton;

import dev.zoetrope.ledger.DueKind;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.observe.Meters;
import dev.zoetrope.track.SendQueue;
import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.track.TrackLimits;
import dev.zoetrope.track.poll.PollRateLimiter;
import dev.zoetrope.track.poll.PollRateLimiters;
import dev.zoetrope.track.poll.PollSmoother;
import dev.zoetrope.track.poll.PollStep;
import dev.zoetrope.track.send.ExpireSendLease;
import dev.zoetrope.track.send.ResendStep;
import dev.zoetrope.upstream.SendTimeouts;
import dev.zoetrope.upstream.UpstreamConfig;
import dev.zoetrope.video.Task;
import dev.zoetrope.work.OverdueWatch;
import dev.zoetrope.work.WorkDispatcher;
import io.smallrye.mutiny.Uni;

/** The due work of the tracker: each kind with its step, its lease and its limit. The loops and a tick share it. */
@Singleton
public class TrackerWork {
    /** The lease and the longest time of the step that ends a create with an expired lease: it is one write. */
    private static final Duration EXPIRY_TIME = Duration.ofSeconds(30);
    /**
     * Added to the timeout of a step: the time until the outcome is written, and the wait for a slot of the bulkhead.
     */
    private static final Duration WRITE_TIME = Duration.ofMinutes(1);
    /**
     * Polls are limited so that at most this many seconds of answers wait to be written: if the ledger is slower, the polls
     * slow down.
     */
    private static final int MAX_WRITE_SECONDS = 2;

    private final ResendStep resendStep;
    private final WorkDispatcher<Task> send;
    private final Map<String, Polls> polls = new ConcurrentHashMap<>();
    private final WorkDispatcher<Task> expireLeases;
    private final PollRateLimiters limiters;
    private final Function<String, Polls> newPolls;
    private final SendQueue sendQueue;
    private final int batch;

    /** The polls of one vendor, with limits of their own: a vendor that does not answer delays no polls of another one. */
    private static final class Polls {
        private final PollRateLimiter limiter;
        private final PollSmoother smoother;
        private final int batch;
        private final int maxUnwritten;
        private WorkDispatcher<Task> dispatcher;

        Polls(PollRateLimiter limiter, int batch, Clock clock) {
            this.limiter = limiter;
            this.smoother = new PollSmoother(limiter.perSecond(), clock);
            this.batch = batch;
            this.maxUnwritten = limiter.perSecond() * MAX_WRITE_SECONDS;
        }

        /**
         * How many polls may begin: at most as many as the rate limit allows now, because a claimed row that cannot be polled
         * is delayed by its lease. At most a batch of polls waits for slots of the bulkhead. Polls whose answer is being
         * written do not count for that limit, because a slow disk must not reduce the polls. All unfinished polls together
         * are limited to a batch and the polls of {@link #MAX_WRITE_SECONDS} seconds.
         */
        int limit(int busy) {
            int waiting = batch - limiter.announced();
            return Math.min(Math.min(waiting, smoother.available()),
                    Math.min(limiter.available(), batch + maxUnwritten - busy));
        }

        Uni<WorkDispatcher.Round> runRound() {
            return limiter.isOpen() ? dispatcher.runRound().invoke(round -> smoother.consume(round.count()))
                    : Uni.createFrom().item(WorkDispatcher.Round.NOTHING);
        }
    }

    public TrackerWork(Ledger ledger, ResendStep resendStep, PollStep pollStep, ExpireSendLease expireSendLease,
            PollRateLimiters limiters,
            SendQueue sendQueue,
            TrackConfig config, TrackLimits limits, Clock clock, Meters meters, SendTimeouts timeouts) {
        UpstreamConfig upstream = config.upstream();
        this.resendStep = resendStep;
        this.limiters = limiters;
        this.sendQueue = sendQueue;
        this.batch = limits.batch();
        this.send = WorkDispatcher.tasks(ledger, clock, DueKind.SEND, config.submit().longestBackOff(),
                busy -> Math.min(batch, resendStep.freeSlots()),
                resendStep::send, watch("sent", clock, meters, timeouts.maxDuration()));
        this.expireLeases = WorkDispatcher.tasks(ledger, clock, DueKind.EXPIRE, EXPIRY_TIME, busy -> batch - busy,
                expireSendLease::expire,
                watch("settled", clock, meters, EXPIRY_TIME));
        // If an answer takes longer than the lease, the row is claimed again and joins the poll in flight.
        Duration asking = upstream.connectTimeout().plus(upstream.readTimeout());
        this.newPolls = vendor -> {
            Polls created = new Polls(limiters.of(vendor), batch, clock);
            created.dispatcher = new WorkDispatcher<>(max -> ledger.claimDuePolls(vendor, clock.instant(), asking, max),
                    created::limit, pollStep::poll, watch("asked", clock, meters, timeouts.maxDuration()));
            return created;
        };
    }

    private static OverdueWatch<Task> watch(String work, Clock clock, Meters meters, Duration step) {
        Duration maxDuration = step.plus(WRITE_TIME);
        return new OverdueWatch<>(work, clock, meters, task -> maxDuration, task -> task.id().value());
    }

    /** Runs a round of sends: {@code Pending} tasks that are due. Does nothing while all vendors are full. */
    public Uni<WorkDispatcher.Round> send() {
        return !resendStep.hasPlace() ? Uni.createFrom().item(WorkDispatcher.Round.NOTHING) : send.runRound().invoke(round -> {
            if (!round.more()) {
                sendQueue.clearQueued();
            }
        });
    }

    /**
     * Runs a round of polls for each vendor: {@code Running} tasks, and {@code Failed} tasks that may still succeed. Polls no
     * vendor while its {@code Retry-After} is running.
     */
    public Uni<WorkDispatcher.Round> poll() {
        List<Uni<WorkDispatcher.Round>> rounds = limiters.vendors().stream()
                .map(vendor -> polls.computeIfAbsent(vendor, newPolls).runRound()).toList();
        return rounds.size() == 1 ? rounds.get(0) : WorkDispatcher.Round.all(rounds);
    }

    /** Runs a round that ends creates whose lease expired: {@code Sending} tasks. */
    public Uni<WorkDispatcher.Round> expireLeases() {
        return expireLeases.runRound();
    }
}
