package dev.zoetrope.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import dev.zoetrope.process.GatewayProcess;

/** The gateways, in numbered places. A gateway that is killed gets a successor in its place, on a new port. */
final class Fleet implements AutoCloseable {
    /** How long a gateway waits for the vendor's answer. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<String, String> settings;
    private final Path home;
    private final GatewayProcess[] places;
    private final List<Long> kills = new CopyOnWriteArrayList<>();

    Fleet(ChaosPlan plan, Path home, String vendorUrl, Database database) {
        this.home = home;
        this.places = new GatewayProcess[plan.replicas()];
        this.settings = new HashMap<>(database.settings());
        settings.putAll(Map.ofEntries(Map.entry("ZOETROPE_UPSTREAM_URL", vendorUrl),
                Map.entry("ZOETROPE_UPSTREAM_KEY", FaultyVendor.KEY),
                Map.entry("ZOETROPE_KEYS", Wish.CALLERS.stream().map(name -> name + ":" + key(name))
                        .collect(Collectors.joining(","))),
                Map.entry("ZOETROPE_UPSTREAM_CONNECT_TIMEOUT", "1s"),
                Map.entry("ZOETROPE_UPSTREAM_READ_TIMEOUT", PATIENCE.toSeconds() + "s"),
                Map.entry("ZOETROPE_UPSTREAM_ASKS_PER_SECOND", "500"),
                Map.entry("ZOETROPE_UPSTREAM_MAX_ASKS_IN_FLIGHT", "64"),
                Map.entry("ZOETROPE_TASK_FRESH", "500ms"),
                // The films of this vendor are names only; the books are compared by them.
                Map.entry("ZOETROPE_VAULT_MODE", "off"),
                // Renders of half a minute are not looked at each two minutes.
                Map.entry("ZOETROPE_TRACK_MAX_INTERVAL", "5s"),
                // One line for each of a hundred thousand requests is of no use to anybody here.
                Map.entry("QUARKUS_LOG_CATEGORY__DEV_ZOETROPE_ACCESS__LEVEL", "OFF"),
                Map.entry("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx512m -Xshare:auto")));
    }

    static String key(String caller) {
        return "key-of-" + caller;
    }

    /** Starts every place; the first alone, as it makes the tables. */
    void start() {
        for (int place = 0; place < places.length; place++) {
            begin(place);
        }
    }

    private void begin(int place) {
        GatewayProcess gateway = GatewayProcess.start(directory(home, place), settings);
        synchronized (places) {
            places[place] = gateway;
            places.notifyAll();
        }
    }

    static Path directory(Path home, int place) {
        return home.resolve("gateway-" + place);
    }

    /** {@code SIGKILL} to one of them, and a successor; returns when that listens. */
    void killOne(Random chance) {
        int place = chance.nextInt(places.length);
        GatewayProcess victim;
        synchronized (places) {
            victim = places[place];
            places[place] = null;
        }
        kills.add(System.nanoTime());
        victim.kill();
        begin(place);
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
                try {
                    places.wait();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    /** When gateways died, in {@code System.nanoTime()}. */
    interface Deaths {
        /** The first death at this moment or later; {@link VendorBook#NEVER} if there was none. */
        long next(long moment);
    }

    long nextDeath(long moment) {
        return kills.stream().filter(kill -> kill >= moment).findFirst().orElse(VendorBook.NEVER);
    }

    int kills() {
        return kills.size();
    }

    /** What they said that is worth reading: for a run that came out badly. */
    String output() {
        synchronized (places) {
            StringBuilder all = new StringBuilder();
            for (GatewayProcess gateway : places) {
                all.append(gateway == null ? "(dead)" : gateway.output()).append('\n');
            }
            return all.toString();
        }
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
