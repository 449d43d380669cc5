package dev.zoetrope.track.loop;

import java.time.Clock;
import java.time.Duration;

import jakarta.inject.Singleton;

import dev.zoetrope.ledger.DueKind;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.observe.Meters;
import dev.zoetrope.track.SendQueue;
import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.track.poll.PollRateLimiter;
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
    private static final Duration SETTLING = Duration.ofSeconds(30);
    /**
     * Added to the longest time of a step itself: the time until the ledger takes the outcome, and the wait for a slot of
     * the bulkhead.
     */
    private static final Duration WRITING = Duration.ofMinutes(1);
    /** The most attempts of one poll, including the attempts to connect. */
    private static final int MOST_TRIES = 6;
    /**
     * Polls are limited so that at most this many seconds of answers wait to be written: if the ledger is slower, the polls
     * slow down.
     */
    private static final int SECONDS_OF_WRITING = 2;

    private final WorkDispatcher<Task> send;
    private final WorkDispatcher<Task> ask;
    private final WorkDispatcher<Task> settle;
    private final PollRateLimiter budget;
    private final SendQueue turns;
    private final PollSmoother pace;
    private final int batch;
    private final int mostBusy;

    public TrackerWork(Ledger ledger, ResendStep laterSend, PollStep asker, ExpireSendLease settler, PollRateLimiter budget,
            SendQueue turns,
            TrackConfig config, Clock clock, Meters meters, SendTimeouts times) {
        UpstreamConfig upstream = config.upstream();
        this.budget = budget;
        this.turns = turns;
        this.pace = new PollSmoother(upstream.asksPerSecond(), clock);
        this.batch = config.track().batch();
        this.mostBusy = upstream.asksPerSecond() * SECONDS_OF_WRITING;
        this.send = WorkDispatcher.tasks(ledger, clock, DueKind.SEND, config.submit().longestBackOff(),
                busy -> Math.min(batch, laterSend.room()),
                laterSend::send, places("sent", clock, meters, times.longest()));
        this.settle = WorkDispatcher.tasks(ledger, clock, DueKind.SETTLE, SETTLING, busy -> batch - busy, settler::settle,
                places("settled", clock, meters, SETTLING));
        // If an answer takes longer than the lease, the row is claimed again and joins the poll in flight.
        Duration asking = upstream.connectTimeout().plus(upstream.readTimeout());
        this.ask = WorkDispatcher.tasks(ledger, clock, DueKind.ASK, asking, this::askRoom, asker::ask,
                places("asked", clock, meters, asking.multipliedBy(MOST_TRIES)));
    }

    private static OverdueWatch<Task> places(String work, Clock clock, Meters meters, Duration step) {
        Duration longest = step.plus(WRITING);
        return new OverdueWatch<>(work, clock, meters, task -> longest, task -> task.id().value());
    }

    /**
     * How many polls may begin. Not more than the rate limit allows now, because a claimed row that cannot be polled is
     * delayed by its lease. Polls that wait for a slot of the bulkhead count, but polls whose answer is being written do
     * not: a slow disk must not reduce the polls. All polls that are not finished are limited to a batch and the polls of
     * {@link #SECONDS_OF_WRITING} seconds.
     */
    private int askRoom(int busy) {
        int waiting = batch - budget.announced();
        return Math.min(Math.min(waiting, pace.room()), Math.min(budget.room(), batch + mostBusy - busy));
    }

    /** Runs a round of sends: {@code Pending} tasks that are due. */
    public Uni<WorkDispatcher.Round> send() {
        return send.round().invoke(begun -> {
            if (!begun.more()) {
                turns.caughtUp();
            }
        });
    }

    /**
     * Runs a round of polls: {@code Running} tasks, and {@code Failed} tasks that may still succeed. Does nothing while the
     * vendor's {@code Retry-After} is running.
     */
    public Uni<WorkDispatcher.Round> ask() {
        return budget.open() ? ask.round().invoke(begun -> pace.used(begun.count()))
                : Uni.createFrom().item(WorkDispatcher.Round.NOTHING);
    }

    /** Runs a round that ends creates whose lease expired: {@code Sending} tasks. */
    public Uni<WorkDispatcher.Round> settle() {
        return settle.round();
    }
}
