package dev.zoetrope.track;

import java.time.Clock;
import java.time.Duration;

import jakarta.inject.Singleton;

import dev.zoetrope.ledger.DueKind;
import dev.zoetrope.ledger.DueWork;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.PlaceWatch;
import dev.zoetrope.observe.Meters;
import dev.zoetrope.upstream.SendTimes;
import dev.zoetrope.upstream.UpstreamConfig;
import dev.zoetrope.video.Task;
import io.smallrye.mutiny.Uni;

/**
 * The work that comes due, each kind with its step, its lease and how much of it may be under way: the same for the loop
 * and for a tick.
 */
@Singleton
class DueSteps {
    /** A lapsed send is settled by one write. */
    private static final Duration SETTLING = Duration.ofSeconds(30);
    /** Beyond a step's own time, for the ledger to take the outcome and for a place at the vendor. */
    private static final Duration WRITING = Duration.ofMinutes(1);
    /** Of one question, and of the connection for it as well. */
    private static final int MOST_TRIES = 6;
    /** A ledger that takes longer to write an answer slows the questions down. */
    private static final int SECONDS_OF_WRITING = 2;

    private final DueWork<Task> send;
    private final DueWork<Task> ask;
    private final DueWork<Task> settle;
    private final AskBudget budget;
    private final Turns turns;
    private final Pace pace;
    private final int batch;
    private final int mostBusy;

    DueSteps(Ledger ledger, LaterSend laterSend, AskStep asker, SettleStep settler, AskBudget budget, Turns turns,
            TrackConfig config, Clock clock, Meters meters, SendTimes times) {
        UpstreamConfig upstream = config.upstream();
        this.budget = budget;
        this.turns = turns;
        this.pace = new Pace(upstream.asksPerSecond(), clock);
        this.batch = config.track().batch();
        this.mostBusy = upstream.asksPerSecond() * SECONDS_OF_WRITING;
        this.send = DueWork.tasks(ledger, clock, DueKind.SEND, config.submit().longestBackOff(),
                busy -> Math.min(batch, laterSend.room()),
                laterSend::send, places("sent", clock, meters, times.longest()));
        this.settle = DueWork.tasks(ledger, clock, DueKind.SETTLE, SETTLING, busy -> batch - busy, settler::settle,
                places("settled", clock, meters, SETTLING));
        // Should an answer take longer than the lease, the row is claimed again and joins the question under way.
        Duration asking = upstream.connectTimeout().plus(upstream.readTimeout());
        this.ask = DueWork.tasks(ledger, clock, DueKind.ASK, asking, this::askRoom, asker::ask,
                places("asked", clock, meters, asking.multipliedBy(MOST_TRIES)));
    }

    private static PlaceWatch<Task> places(String work, Clock clock, Meters meters, Duration step) {
        Duration longest = step.plus(WRITING);
        return new PlaceWatch<>(work, clock, meters, task -> longest, task -> task.id().value());
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
    Uni<DueWork.Begun> send() {
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
    Uni<DueWork.Begun> ask() {
        return budget.open() ? ask.round().invoke(begun -> pace.used(begun.count()))
                : Uni.createFrom().item(DueWork.Begun.NOTHING);
    }

    /** A round of creates whose lease is over: {@code Sending}. */
    Uni<DueWork.Begun> settle() {
        return settle.round();
    }
}
