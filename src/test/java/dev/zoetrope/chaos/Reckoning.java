package dev.zoetrope.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.zoetrope.chaos.GatewayBook.Entry;
import dev.zoetrope.chaos.VendorBook.Ask;
import dev.zoetrope.chaos.VendorBook.Create;

/**
 * Compares the books. A fault is a sentence about one wish, so that a run with its seed can be looked into.
 *
 * <ul>
 * <li>lost: an acknowledged task that is not there, a task without an end, a create that no task tells of, a render that is
 * neither tracked nor unknown at its vendor and key.</li>
 * <li>sent twice: a create after one that may be billed; one after a refusal that no caller asked for again.</li>
 * <li>wrong: an end the vendor's book does not bear out, an unknown outcome without a cause, a wish turned away and yet
 * sent, a vendor asked for a task that is another vendor's or key's.</li>
 * </ul>
 * The creates of all vendors are in one book: of two vendors, only one may have a bill for a wish.
 */
final class Reckoning {
    /** A kill this long after an answer may still have taken its outcome with it, on a busy machine. */
    private static final long WRITING = Duration.ofSeconds(2).toNanos();
    /**
     * A create may be read by the vendor this long after the death of the gateway that sent it: a busy machine that starts the
     * next gateway holds up the vendor, which runs beside it.
     */
    private static final long READING = Duration.ofSeconds(4).toNanos();

    /** Longest time from the return of the storage until an outcome that was held meanwhile is written. */
    private static final long HELD = Duration.ofSeconds(8).toNanos();
    /** Longest time from the moment a create may be sent again until it has reached the vendor, while nobody dies. */
    private static final long RESENDING = Duration.ofSeconds(15).toNanos();

    /** Why a task failed if each vendor refused the account. */
    private static final Set<String> ACCOUNT_CODES = Set.of("upstream_key_refused", "upstream_refused", "model_not_found",
            "insufficient_balance");

    /** When the storage was away. */
    interface Storage {
        /** When it was back for who wanted to write at this moment; the same moment if it was not away. */
        long back(long moment);
    }

    private final Fleet.Deaths deaths;
    private final Storage storage;
    private final Map<String, Long> interrupted;
    private final List<String> lost = new ArrayList<>();
    private final List<String> sentTwice = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private int unknown;

    /** @param interrupted resends that an outage interrupted: its moment by task id */
    Reckoning(Fleet.Deaths deaths, Storage storage, Map<String, Long> interrupted) {
        this.deaths = deaths;
        this.storage = storage;
        this.interrupted = interrupted;
    }

    Reckoning compare(List<Wish> wishes, Map<String, List<Create>> creates, List<Entry> entries) {
        Map<String, List<Entry>> tasks = entries.stream().collect(Collectors.groupingBy(Entry::prompt));
        Map<String, Entry> byId = new HashMap<>();
        entries.forEach(entry -> byId.put(entry.id(), entry));
        for (Wish wish : wishes) {
            String prompt = wish.prompt();
            List<Create> seen = creates.getOrDefault(prompt, List.of());
            promised(wish, byId);
            bills(wish, seen);
            renders(prompt, seen, tasks.getOrDefault(prompt, List.of()));
            if (wish.turnedAway() && !seen.isEmpty()) {
                wrong.add(prompt + ": every answer was 503, and the vendor saw it");
            }
        }
        for (Entry entry : entries) {
            List<Entry> siblings = tasks.get(entry.prompt());
            ended(entry, creates.getOrDefault(entry.prompt(), List.of()).stream()
                    .filter(create -> siblings.stream().noneMatch(other -> isOf(create, other, entry))).toList());
        }
        return this;
    }

    /** Whether a create is certainly another task's: two tries of one wish that were both opened are two tasks. */
    private static boolean isOf(Create create, Entry other, Entry entry) {
        return !other.equals(entry) && other.tracks(create);
    }

    /** Each vendor is asked for its own tasks only, each with the key that its create was sent with. */
    Reckoning asked(Set<Ask> asks, List<Entry> entries) {
        Set<Ask> own = entries.stream().map(entry -> new Ask(entry.account(), entry.vendorId())).collect(Collectors.toSet());
        asks.stream().filter(ask -> !own.contains(ask))
                .forEach(ask -> wrong.add(ask.account() + " was asked for " + ask.id() + ", which is not its task"));
        return this;
    }

    /** Faults that were seen on the way. */
    Reckoning seen(List<String> faults) {
        wrong.addAll(faults);
        return this;
    }

    private void promised(Wish wish, Map<String, Entry> byId) {
        String id = wish.acknowledged();
        if (id != null && (!byId.containsKey(id) || !byId.get(id).prompt().equals(wish.prompt()))) {
            lost.add(wish.prompt() + ": acknowledged as " + id + ", which is not there or another's");
        }
    }

    private void bills(Wish wish, List<Create> seen) {
        boolean mayBeBilled = false;
        long refused = 0;
        for (Create create : seen) {
            if (mayBeBilled) {
                sentTwice.add(wish.prompt() + " (" + wish.manner() + "): " + describe(seen) + ", told " + wish.told());
                return;
            }
            mayBeBilled = !create.mood.provesNothing();
            refused += create.mood == Mood.REFUSED ? 1 : 0;
        }
        boolean wentOn = !seen.isEmpty() && seen.get(seen.size() - 1).mood != Mood.REFUSED;
        long asked = wish.manner() == Manner.KEYED ? 1 : Math.max(1, wish.told().size());
        if (refused > asked || (refused == asked && wentOn)) {
            sentTwice.add(wish.prompt() + ": refused and sent again unasked: " + describe(seen));
        }
    }

    private void renders(String prompt, List<Create> seen, List<Entry> tasks) {
        if (!seen.isEmpty() && tasks.isEmpty()) {
            lost.add(prompt + ": " + describe(seen) + ", and there is no task");
        }
        for (Create render : seen) {
            boolean told = tasks.stream().anyMatch(task -> task.tracks(render)
                    || task.unknown() && task.account().equals(render.account));
            if (render.mood.accepts() && !told) {
                lost.add(prompt + ": " + render.id + " is rendered, and the tasks are " + tasks);
            }
        }
    }

    private void ended(Entry entry, List<Create> seen) {
        if (!entry.ended()) {
            lost.add(entry.prompt() + ": " + entry.id() + " has no end, it is " + entry.status());
        } else if (entry.unknown()) {
            unknown++;
            if (!hasCause(entry, seen)) {
                wrong.add(entry.prompt() + ": unknown without a cause: " + describe(seen)
                        + moments(seen));
            }
        } else if (seen.stream().noneMatch(create -> bearsOut(entry, create))) {
            wrong.add(entry.prompt() + ": " + entry + " is not borne out by " + describe(seen));
        }
    }

    /** An answer that could not be read, or a death before its outcome was written or before it was sent again. */
    private boolean hasCause(Entry entry, List<Create> seen) {
        if (seen.isEmpty()) {
            return deaths.next(Long.MIN_VALUE) != VendorBook.NEVER;
        }
        Create last = seen.get(seen.size() - 1);
        return !last.mood.mustBeKnown() || died(last.arrived - READING, settled(entry, last));
    }

    /** When, with nobody dying, the ledger knew better, or the vendor had seen the next create. */
    private long settled(Entry entry, Create last) {
        if (last.answered == VendorBook.NEVER) {
            return VendorBook.NEVER;
        }
        if (!last.mood.defers()) {
            return written(last.answered);
        }
        long back = storage.back(Math.max(last.answered, interrupted.getOrDefault(entry.id(), last.answered)));
        return storage.back(back + Fleet.LEASE.toNanos()) + RESENDING;
    }

    /** Whether a gateway died from the one moment on and before the other. */
    private boolean died(long from, long to) {
        return deaths.next(from) < to;
    }

    /** When an outcome that was known at this moment was in the ledger at the latest. */
    private long written(long known) {
        long back = storage.back(known);
        return back == known ? known + WRITING : back + HELD;
    }

    /** For whoever looks into it: when a gateway died next. */
    private String moments(List<Create> seen) {
        long death = seen.isEmpty() ? VendorBook.NEVER : deaths.next(seen.get(seen.size() - 1).arrived - READING);
        return death == VendorBook.NEVER ? ", and nobody died" : ", the next death" + Moments.between(death, death);
    }

    private static boolean bearsOut(Entry entry, Create create) {
        if ("completed".equals(entry.status())) {
            return entry.tracks(create) && !create.fails && create.film().equals(entry.film());
        }
        if (create.mood == Mood.REFUSED) {
            return "image_too_dark".equals(entry.code());
        }
        if (create.mood.refusesAccount() && entry.vendorId() == null) {
            return ACCOUNT_CODES.contains(entry.code());
        }
        return entry.tracks(create) && create.fails && "render_failed".equals(entry.code());
    }

    private static String describe(List<Create> seen) {
        return seen.stream().map(create -> create.account + " " + create.id + " " + create.mood
                + Moments.between(create.arrived, create.answered)).collect(Collectors.joining(", ", "[", "]"));
    }

    List<String> lost() {
        return lost;
    }

    List<String> sentTwice() {
        return sentTwice;
    }

    List<String> wrong() {
        return wrong;
    }

    int unknown() {
        return unknown;
    }
}
