package dev.zoetrope.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Random;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

class MilestonesTest {
    /** Of one wish, the event is due when it begins. */
    private final Milestones milestones = new Milestones(2, 1, 3, new Random(1));

    @Test
    void an_event_waits_for_its_wish() {
        CompletableFuture<Void> event = CompletableFuture.runAsync(() -> milestones.reach(0));
        assertThat(event).isNotDone();

        milestones.begin(0);

        await().until(event::isDone);
    }

    @Test
    void wishes_wait_for_an_event_that_is_overdue() {
        milestones.begin(3);
        CompletableFuture<Void> wish = CompletableFuture.runAsync(() -> milestones.begin(4));

        milestones.done();
        assertThat(wish).isNotDone();
        milestones.done();

        await().until(wish::isDone);
    }

    @Test
    void nobody_waits_when_the_events_have_ended() {
        CompletableFuture<Void> wish = CompletableFuture.runAsync(() -> milestones.begin(100));

        milestones.end();

        await().until(wish::isDone);
    }
}
