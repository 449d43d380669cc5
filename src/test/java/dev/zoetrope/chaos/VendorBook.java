package dev.zoetrope.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the vendors know: every create they saw, in one order, the renders they were to bill, and what they were asked for.
 * Times are {@code System.nanoTime()}.
 */
final class VendorBook {
    private static final double RENDERS_THAT_FAIL = 0.03;
    /** Of a moment that has not come. */
    static final long NEVER = Long.MAX_VALUE;

    private final ChaosPlan plan;
    private final Map<String, List<Create>> creates = new ConcurrentHashMap<>();
    private final Map<Render, Create> renders = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> ids = new ConcurrentHashMap<>();
    private final Set<Ask> asks = ConcurrentHashMap.newKeySet();
    private final AtomicInteger seen = new AtomicInteger();
    private volatile long released = NEVER;

    VendorBook(ChaosPlan plan) {
        this.plan = plan;
    }

    private record Render(String vendor, String id) {
    }

    /** A vendor was asked for a task, with one of its keys. */
    record Ask(Account account, String id) {
    }

    /** One create as it arrived, and how it was answered. */
    static final class Create {
        final String prompt;
        final Account account;
        final String id;
        final Mood mood;
        final long arrived;
        /** When its answer was out; {@link #NEVER} until then. */
        volatile long answered = NEVER;
        /** Whether its render, if any, comes to nothing. */
        final boolean fails;
        private final long length;

        Create(String prompt, Account account, String id, Mood mood, long arrived, boolean fails, long length) {
            this.prompt = prompt;
            this.account = account;
            this.id = id;
            this.mood = mood;
            this.arrived = arrived;
            this.fails = fails;
            this.length = length;
        }

        /** Where the film is. */
        String film() {
            return "https://films.example/" + account.vendor() + "/" + id + ".mp4";
        }
    }

    /**
     * @param refusal how the vendor refuses the account; null: it does not
     */
    Create arrived(String prompt, Account account, Mood refusal) {
        seen.incrementAndGet();
        List<Create> same = creates.computeIfAbsent(prompt, any -> new CopyOnWriteArrayList<>());
        Random chance = plan.chance("create " + prompt, same.size());
        Mood usual = Mood.of(chance, !same.isEmpty());
        Mood mood = refusal == null ? usual : refusal;
        if (mood == Mood.DEFERRED && plan.severalVendors() && chance.nextBoolean()) {
            mood = Mood.DEFERRED_FOREVER;
        }
        Create create = new Create(prompt, account, id(account.vendor()), mood, System.nanoTime(),
                chance.nextDouble() < RENDERS_THAT_FAIL, (long) (chance.nextDouble() * plan.ending().toNanos()));
        same.add(create);
        if (mood.accepts()) {
            renders.put(new Render(account.vendor(), create.id), create);
        }
        return create;
    }

    /** Each vendor numbers its own creates, so that half of the ids are those of the other vendor as well. */
    private String id(String vendor) {
        long number = ids.computeIfAbsent(vendor, any -> new AtomicLong()).incrementAndGet();
        return (number % 2 == 0 ? "vendor-" : vendor + "-") + number;
    }

    /** From now on renders end, spread evenly over the plan's time. */
    void release() {
        released = System.nanoTime();
    }

    /** The render that a vendor is asked for; null if it has none with this id. */
    Create asked(Account account, String id) {
        asks.add(new Ask(account, id));
        return renders.get(new Render(account.vendor(), id));
    }

    /** What each vendor was asked for, and with which key. */
    Set<Ask> asks() {
        return asks;
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
