package dev.zoetrope.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What the vendor knows: every create it saw, and the renders it was to bill. Times are {@code System.nanoTime()}. */
final class VendorBook {
    private static final double RENDERS_THAT_FAIL = 0.03;
    /** Of a moment that has not come. */
    static final long NEVER = Long.MAX_VALUE;

    private final ChaosPlan plan;
    private final Map<String, List<Create>> creates = new ConcurrentHashMap<>();
    private final Map<String, Create> renders = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final AtomicInteger seen = new AtomicInteger();
    private volatile long released = NEVER;

    VendorBook(ChaosPlan plan) {
        this.plan = plan;
    }

    /** One create as it arrived, and how it was answered. */
    static final class Create {
        final String prompt;
        final String id;
        final Mood mood;
        final long arrived;
        /** When its answer was out; {@link #NEVER} until then. */
        volatile long answered = NEVER;
        /** Whether its render, if any, comes to nothing. */
        final boolean fails;
        private final long length;

        Create(String prompt, String id, Mood mood, long arrived, boolean fails, long length) {
            this.prompt = prompt;
            this.id = id;
            this.mood = mood;
            this.arrived = arrived;
            this.fails = fails;
            this.length = length;
        }

        /** Where the film is. */
        String film() {
            return "https://films.example/" + id + ".mp4";
        }
    }

    Create arrived(String prompt) {
        seen.incrementAndGet();
        List<Create> same = creates.computeIfAbsent(prompt, any -> new CopyOnWriteArrayList<>());
        Random chance = plan.chance("create " + prompt, same.size());
        Mood mood = Mood.of(chance, !same.isEmpty());
        Create create = new Create(prompt, "vendor-" + ids.incrementAndGet(), mood, System.nanoTime(),
                chance.nextDouble() < RENDERS_THAT_FAIL, (long) (chance.nextDouble() * plan.ending().toNanos()));
        same.add(create);
        if (mood.accepts()) {
            renders.put(create.id, create);
        }
        return create;
    }

    /** From now on renders end, spread evenly over the plan's time. */
    void release() {
        released = System.nanoTime();
    }

    Create render(String id) {
        return renders.get(id);
    }

    boolean ended(Create render) {
        return released != NEVER && System.nanoTime() - Math.max(released, render.arrived) >= render.length;
    }

    /** How long it has been over; negative while it is not. */
    Duration over(Create render) {
        return released == NEVER ? Duration.ofSeconds(-1)
                : Duration.ofNanos(System.nanoTime() - Math.max(released, render.arrived) - render.length);
    }

    List<Create> of(String prompt) {
        return creates.getOrDefault(prompt, List.of());
    }

    Map<String, List<Create>> all() {
        return creates;
    }

    int seen() {
        return seen.get();
    }

    /** Creates after the first of each wish. */
    int again() {
        return seen() - creates.size();
    }
}
