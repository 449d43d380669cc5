package dev.zoetrope.sandbox.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

class RenderSlotsTest {
    private final List<String> begun = new ArrayList<>();
    private final List<UniEmitter<? super String>> open = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();

    private void enter(RenderSlots slots, String name) {
        slots.<String> run(() -> {
            begun.add(name);
            return Uni.createFrom().emitter(open::add);
        }).subscribe().with(ended::add, failure -> ended.add("failed " + name));
    }

    @Test
    void so_many_go_at_once_and_the_others_in_order() {
        // Given two slots and four renders
        RenderSlots slots = new RenderSlots(2);
        for (String name : List.of("a", "b", "c", "d")) {
            enter(slots, name);
        }
        assertThat(begun).containsExactly("a", "b");

        // When one render succeeds and one fails
        open.get(0).complete("a");
        open.get(1).fail(new IllegalStateException());

        // Then the waiting renders get both slots
        assertThat(begun).containsExactly("a", "b", "c", "d");
        assertThat(ended).containsExactly("a", "failed b");
        open.get(2).complete("c");
        open.get(3).complete("d");
        enter(slots, "e");
        assertThat(begun).endsWith("e");
    }

    @Test
    void the_work_that_throws_leaves_its_slot() {
        RenderSlots slots = new RenderSlots(1);
        slots.run(() -> {
            throw new IllegalStateException();
        }).subscribe().with(item -> {
        }, failure -> ended.add("failed"));
        enter(slots, "next");
        assertThat(ended).containsExactly("failed");
        assertThat(begun).containsExactly("next");
    }

    @Test
    void the_pace_is_learned() {
        // Given
        RenderJob job = new RenderJob(GenerationMode.IMAGE_TO_VIDEO, List.of("a"), null, null, 5, 1080, 1);
        RenderJob small = new RenderJob(GenerationMode.IMAGE_TO_VIDEO, List.of("a"), null, null, 5, 720, 1);
        RenderEstimator estimator = new RenderEstimator();
        double first = estimator.estimateSeconds(job);

        // When
        for (int i = 0; i < 30; i++) {
            estimator.learn(job, 40);
        }

        // Then
        assertThat(first).isBetween(3.0, 15.0);
        assertThat(estimator.estimateSeconds(job)).isBetween(39.0, 41.0);
        assertThat(estimator.estimateSeconds(small)).isBetween(15.0, 25.0);
        estimator.learn(job, 0);
        assertThat(estimator.estimateSeconds(job)).isPositive();
    }
}
