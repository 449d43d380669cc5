package dev.zoetrope.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.VirtualClock;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.track.Settings;
import dev.zoetrope.track.SlowLedger;
import dev.zoetrope.track.TaskRefresh;
import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.video.Task;

/** A query is answered from memory only for the owner of the task, and only if the task needs no poll and no other work. */
class CachedTaskQueryTest {
    private final VirtualClock clock = new VirtualClock();
    private final SlowLedger ledger = new SlowLedger();

    private TaskQuery query(Map<String, String> settings) {
        TrackConfig config = Settings.with(settings);
        TaskRefresh refresh = new TaskRefresh(null, null, null, config, clock);
        return new TaskQuery(ledger, new RequestModeProducer().mode(null, refresh, clock, null), config, clock);
    }

    private TaskQuery onDemand() {
        return query(Map.of("zoetrope.track.mode", "on-demand"));
    }

    private Task cached(Task task) {
        ledger.onCached = id -> id.equals(task.id()) ? Optional.of(task) : Optional.empty();
        return task;
    }

    private static Instant in(Instant now, int seconds) {
        return now.plusSeconds(seconds);
    }

    /** A running task whose state was confirmed just now. */
    private Task running() {
        Task task = Tasks.running(Tasks.sending(), "vendor-1");
        return task.transitionTo(task.state(), clock.instant(), in(clock.instant(), 60));
    }

    @Test
    void the_owner_gets_it_and_nobody_else() {
        Task task = cached(running());

        assertThat(query(Map.of()).cached(Tasks.ALICE, task.id().value())).containsSame(task);
        assertThat(query(Map.of()).cached(Tasks.BOB, task.id().value())).isEmpty();
        assertThat(query(Map.of()).cached(Tasks.ALICE, "task-unified-1-zzzzzzzz")).isEmpty();
        assertThat(query(Map.of()).cached(Tasks.ALICE, "no id")).isEmpty();
    }

    @Test
    void a_running_task_that_is_not_fresh_is_to_be_polled() {
        Task task = cached(running());

        clock.advance(Duration.ofSeconds(2).minusMillis(1));
        assertThat(query(Map.of()).cached(Tasks.ALICE, task.id().value())).isPresent();
        clock.advance(Duration.ofMillis(1));
        assertThat(query(Map.of()).cached(Tasks.ALICE, task.id().value())).isEmpty();
        assertThat(onDemand().cached(Tasks.ALICE, task.id().value())).isEmpty();
    }

    @Test
    void due_work_is_done_by_a_query_in_on_demand_mode_only() {
        Task pending = cached(Tasks.pending(Tasks.ALICE, in(clock.instant(), 1)));
        assertThat(onDemand().cached(Tasks.ALICE, pending.id().value())).isPresent();

        clock.advance(Duration.ofSeconds(1));

        assertThat(onDemand().cached(Tasks.ALICE, pending.id().value())).isEmpty();
        assertThat(query(Map.of()).cached(Tasks.ALICE, pending.id().value())).isPresent();
    }
}
