package dev.zoetrope.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.zoetrope.process.GatewayProcess;

/** The gateways, in numbered places. A gateway that is killed gets a successor in its place, on a new port. */
final class Fleet implements AutoCloseable {
    /** How long a gateway waits for the vendor's answer. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How long a claimed create is kept from the other gateways; an outage is longer. */
    static final Duration LEASE = Duration.ofSeconds(2);
    static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(2);
    private static final int MOST_STARTS = 40;
    /** The line of a gateway's log, with the outcome. */
    private static final Pattern FAILED_OVER = Pattern.compile(" ([a-z_]+) at \\S+, next \\S+ caller=");

    private final Map<String, String> settings;
    private final Database database;
    private final Clocks clocks;
    private final Path home;
    private final List<FaultyVendor> vendors;
    private final Map<String, Integer> failovers = new TreeMap<>();
    private final GatewayProcess[] places;
    private final List<Long> kills = new CopyOnWriteArrayList<>();

    /** @param vendors in the order of the route */
    Fleet(ChaosPlan plan, Path home, List<FaultyVendor> vendors, Database database, Clocks clocks) {
        this.vendors = vendors;
        this.home = home;
        this.database = database;
        this.clocks = clocks;
        this.places = new GatewayProcess[plan.replicas()];
        this.settings = Map.ofEntries(Map.entry("ZOETROPE_KEYS", Wish.CALLERS.stream().map(name -> name + ":" + key(name))
                .collect(Collectors.joining(","))),
                Map.entry("ZOETROPE_UPSTREAM_CONNECT_TIMEOUT", "1s"),
                Map.entry("ZOETROPE_UPSTREAM_READ_TIMEOUT", PATIENCE.toSeconds() + "s"),
                Map.entry("ZOETROPE_UPSTREAM_ASKS_PER_SECOND", "500"),
                Map.entry("ZOETROPE_SUBMIT_FIRST_BACK_OFF", "500ms"),
                Map.entry("ZOETROPE_SUBMIT_LONGEST_BACK_OFF", LEASE.toSeconds() + "s"),
                Map.entry("ZOETROPE_LEDGER_STATEMENT_TIMEOUT", STATEMENT_TIMEOUT.toSeconds() + "s"),
                Map.entry("ZOETROPE_LEDGER_RETRY_AFTER", "500ms"),
                Map.entry("ZOETROPE_TASK_FRESH", "500ms"),
                // The films of this vendor are names only; the books are compared by them.
                Map.entry("ZOETROPE_VAULT_MODE", "off"),
                // Renders of half a minute are not looked at each two minutes.
                Map.entry("ZOETROPE_TRACK_MAX_INTERVAL", "5s"),
                // One line for each of a hundred thousand requests is of no use to anybody here.
                Map.entry("QUARKUS_LOG_CATEGORY__DEV_ZOETROPE_ACCESS__LEVEL", "OFF"),
                Map.entry("JAVA_TOOL_OPTIONS", "-Xmx512m"));
    }

    static String key(String caller) {
        return "key-of-caller-" + caller;
    }

    /** Starts every place; the first alone, as it makes the tables. */
    void start() {
        for (int place = 0; place < places.length; place++) {
            begin(place);
        }
    }

    private void begin(int place) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(vendorSettings(place));
        all.putAll(database.settings(place));
        all.putAll(clocks.settings(place));
        GatewayProcess gateway = started(place, all);
        synchronized (places) {
            places[place] = gateway;
            places.notifyAll();
        }
    }

    /** The only vendor the short way; several with a route. */
    private Map<String, String> vendorSettings(int place) {
        Map<String, String> all = new HashMap<>();
        if (vendors.size() == 1) {
            all.put("ZOETROPE_UPSTREAM_URL", vendors.get(0).url(place));
            all.put("ZOETROPE_UPSTREAM_KEY", Account.keys(Account.DEFAULT).get(0));
            return all;
        }
        all.put("ZOETROPE_ROUTES_WAN_2_7_IMAGE_TO_VIDEO",
                vendors.stream().map(FaultyVendor::name).collect(Collectors.joining(",")));
        for (FaultyVendor vendor : vendors) {
            String prefix = "ZOETROPE_VENDORS_" + vendor.name().toUpperCase(Locale.ROOT);
            all.put(prefix + "_URL", vendor.url(place));
            all.put(prefix + "_KEYS", String.join(",", Account.keys(vendor.name())));
        }
        return all;
    }

    /** Starts it until it runs, as a supervisor does: without its storage a gateway refuses to start. */
    private GatewayProcess started(int place, Map<String, String> all) {
        for (int start = 1;; start++) {
            try {
                return GatewayProcess.start(directory(home, place), all);
            } catch (IllegalStateException refused) {
                if (start == MOST_STARTS) {
                    throw refused;
                }
            }
        }
    }

    static Path directory(Path home, int place) {
        return home.resolve("gateway-" + place);
    }

    /** {@code SIGKILL} to one of them, and a successor; returns when that listens. */
    void killOne(Random chance) {
        int place = chance.nextInt(places.length);
        synchronized (places) {
            while (places[place] == null) {
                await();
            }
        }
        kill(place, () -> {
        });
    }

    /**
     * {@code SIGKILL}, and a successor; returns when that listens. Nothing where somebody else has just killed it.
     *
     * @param look runs between the two
     */
    void kill(int place, Runnable look) {
        GatewayProcess victim;
        synchronized (places) {
            victim = places[place];
            places[place] = null;
        }
        if (victim != null) {
            kills.add(System.nanoTime());
            victim.kill();
            countFailovers(victim);
            look.run();
            begin(place);
        }
    }

    /** A gateway that listens, as a balancer would choose it; waits until there is one. */
    int port(Random chance) {
        synchronized (places) {
            while (true) {
                List<Integer> up = new ArrayList<>(places.length);
                for (GatewayProcess gateway : places) {
                    if (gateway != null) {
                        up.add(gateway.port());
                    }
                }
                if (!up.isEmpty()) {
                    return up.get(chance.nextInt(up.size()));
                }
                await();
            }
        }
    }

    private void await() {
        try {
            places.wait();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** When gateways died, in {@code System.nanoTime()}. */
    interface Deaths {
        /** The first death at this moment or later; {@link VendorBook#NEVER} if there was none. */
        long next(long moment);
    }

    long nextDeath(long moment) {
        return kills.stream().filter(kill -> kill >= moment).min(Long::compare).orElse(VendorBook.NEVER);
    }

    private void countFailovers(GatewayProcess gateway) {
        Matcher line = FAILED_OVER.matcher(gateway.output());
        synchronized (failovers) {
            while (line.find()) {
                failovers.merge(line.group(1), 1, Integer::sum);
            }
        }
    }

    /** How many creates went on to another vendor or key, by the outcome before; counts the gateways of now for good. */
    Map<String, Integer> failovers() {
        synchronized (places) {
            for (GatewayProcess gateway : places) {
                if (gateway != null) {
                    countFailovers(gateway);
                }
            }
        }
        return failovers;
    }

    int kills() {
        return kills.size();
    }

    @Override
    public void close() {
        synchronized (places) {
            for (GatewayProcess gateway : places) {
                if (gateway != null) {
                    gateway.close();
                }
            }
        }
    }
}
