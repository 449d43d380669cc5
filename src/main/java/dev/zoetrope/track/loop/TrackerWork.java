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

/**
 * The work that comes due, each kind with its step, its lease and how much of it may be under way: the same for the loop
 * and for a tick.
 */
@Singleton
public class TrackerWork {
    /** A lapsed send is settled by one write. */
    private static final Duration SETTLING = Duration.ofSeconds(30);
    /** Beyond a step's own time, for the ledger to take the outcome and for a place at the vendor. */
    private static final Duration WRITING = Duration.ofMinutes(1);
    /** Of one question, and of the connection for it as well. */
    private static final int MOST_TRIES = 6;
    /** A ledger that takes longer to write an answer slows the questions down. */
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
        // Should an answer take longer than the lease, the row is claimed again and joins the question under way.
        Duration asking = upstream.connectTimeout().plus(upstream.readTimeout());
        this.ask = WorkDispatcher.tasks(ledger, clock, DueKind.ASK, asking, this::askRoom, asker::ask,
                places("asked", clock, meters, asking.multipliedBy(MOST_TRIES)));
    }

    private static OverdueWatch<Task> places(String work, Clock clock, Meters meters, Duration step) {
        Duration longest = step.plus(WRITING);
        return new OverdueWatch<>(work, clock, meters, task -> longest, task -> task.id().value());
    }

    /**
     * No more than the next moment allows, as a claimed row that cannot be asked about would be late by its lease. Those
     * that wait for a place count, those whose answer is being written do not: a slow disk must not make the vendor
     * be asked less; but all that is under way is bounded by what may be asked in some seconds.
     */
    private int askRoom(int busy) {
        int waiting = batch - budget.announced();
        return Math.min(Math.min(waiting, pace.room()), Math.min(budget.room(), batch + mostBusy - busy));
    }

    /** A round of creates whose time has come: {@code Pending}. */
    public Uni<WorkDispatcher.Round> send() {
        return send.round().invoke(begun -> {
            if (!begun.more()) {
                turns.caughtUp();
            }
        });
    }

    /**
     * A round of questions: {@code Running}, and {@code Failed} where a late success is looked for. Nothing
     * is to be done while the vendor does not want to be asked.
     */
    public Uni<WorkDispatcher.Round> ask() {
        return budget.open() ? ask.round().invoke(begun -> pace.used(begun.count()))
                : Uni.createFrom().item(WorkDispatcher.Round.NOTHING);
    }

    /** A round of creates whose lease is over: {@code Sending}. */
    public Uni<WorkDispatcher.Round> settle() {
        return settle.round();
    }
}
