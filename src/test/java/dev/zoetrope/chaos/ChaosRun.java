package dev.zoetrope.chaos;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** One run from the first wish to the last end. Bounded in time by its plan. */
final class ChaosRun {
    /** A kill takes the outcome of so many creates with it, at the most. */
    private static final int CALLERS_AT_ONCE = 24;
    private static final Duration LOOK = Duration.ofMillis(250);

    private ChaosRun() {
    }

    /** @param home an empty directory, on a disk */
    static ChaosReport run(ChaosPlan plan, Path home) throws Exception {
        long start = System.nanoTime();
        VendorBook book = new VendorBook(plan);
        Clocks clocks = Clocks.of(plan, home);
        Handovers handovers = new Handovers();
        List<FaultyVendor> vendors = Account.vendors(plan).stream()
                .map(name -> new FaultyVendor(plan, name, book, handovers, Fleet.PATIENCE)).toList();
        try (Database database = Database.of(plan, home, handovers);
                Fleet fleet = new Fleet(plan, home, vendors, database, clocks)) {
            fleet.start();
            Onlooker onlooker = new Onlooker(plan, fleet);
            Killer killer = new Killer(plan, fleet, database, handovers, book, CALLERS_AT_ONCE);
            Outages outages = new Outages(plan, fleet, database, CALLERS_AT_ONCE);
            Closings closings = new Closings(plan, vendors, CALLERS_AT_ONCE);
            List<Wish> wishes = wishes(plan, new Crowd(plan, fleet, onlooker), killer, outages, closings);
            int live = GatewayBook.live(database);
            book.release();
            killer.runLater();
            settle(plan, database);
            onlooker.close();
            List<GatewayBook.Entry> entries = GatewayBook.read(database, fleet.port(plan.chance("reader", 0)));
            Reckoning reckoning = new Reckoning(fleet::nextDeath, outages.times(), outages.interrupted())
                    .compare(wishes, book.all(), entries).asked(book.asks(), entries).seen(onlooker.faults());
            long asks = vendors.stream().mapToLong(FaultyVendor::asks).sum();
            return new ChaosReport(plan, reckoning, entries, book, asks, live, fleet.kills(), killer.between(),
                    fleet.failovers(), outages, clocks.toString(), Duration.ofNanos(System.nanoTime() - start));
        } finally {
            vendors.forEach(FaultyVendor::close);
        }
    }

    /** Every wish brought by its caller, while gateways die and the storage comes and goes. */
    private static List<Wish> wishes(ChaosPlan plan, Crowd crowd, Killer killer, Outages outages,
            Closings closings) {
        List<Wish> wishes = new ArrayList<>(plan.tasks());
        List<CompletableFuture<Void>> brought = new ArrayList<>(plan.tasks());
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS_AT_ONCE);
        ExecutorService disturbing = Executors.newFixedThreadPool(3);
        try {
            CompletableFuture<Void> disturbances = CompletableFuture.allOf(CompletableFuture.runAsync(killer, disturbing),
                    CompletableFuture.runAsync(outages, disturbing), CompletableFuture.runAsync(closings, disturbing));
            for (int i = 0; i < plan.tasks(); i++) {
                Wish wish = new Wish(i, Manner.of(plan, i));
                wishes.add(wish);
                brought.add(CompletableFuture.runAsync(() -> {
                    killer.begin(wish.number());
                    outages.begin(wish.number());
                    closings.begin(wish.number());
                    crowd.bring(wish);
                }, callers));
            }
            brought.forEach(CompletableFuture::join);
            disturbances.join();
            return wishes;
        } finally {
            callers.shutdownNow();
            disturbing.shutdownNow();
        }
    }

    /** Waits until every task has its end, or the plan's patience is over: then what has none is lost. */
    private static void settle(ChaosPlan plan, Database database) throws SQLException {
        long end = System.nanoTime() + plan.patience().toNanos();
        while (GatewayBook.live(database) > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }
}
