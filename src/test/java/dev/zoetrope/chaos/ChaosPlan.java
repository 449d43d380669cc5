package dev.zoetrope.chaos;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * What one run is to be.
 *
 * @param seed decides everything that is left to chance
 * @param tasks wishes of callers, each to be fulfilled once
 * @param kills how often a gateway is killed; half of them while the wishes come in, half while the renders end
 * @param outages how often the storage goes away while the wishes come in
 * @param database {@code sqlite} or {@code postgres}
 * @param replicas gateways on one database; 1 on SQLite
 * @param clocks how far the clock of each gateway is off; what is not said is right
 * @param vendors 1, or 2 with three keys in all; a create that one vendor or key does not take goes to the next
 * @param ending over how long the renders end, once they may
 * @param patience how long the last task may take after the last kill
 */
public record ChaosPlan(long seed, int tasks, int kills, int outages, String database, int replicas, List<Duration> clocks,
        int vendors, Duration ending, Duration patience) {

    /** Part of all answers of the vendor that are reset, delayed, garbled or refused. */
    static final double FAULTS = 0.05;
    /** Part of the other creates that the vendor defers, at the first time and later. */
    static final double DEFERRED = 0.3;
    static final double DEFERRED_AGAIN = 0.15;

    /** In so many wishes, half of them are refused with one of the keys. */
    private static final int SPELL = 30;
    private static final String SQLITE = "sqlite";
    private static final Set<String> OPTIONS = Set.of("--seed", "--tasks", "--kills", "--outages", "--database",
            "--replicas", "--clocks", "--vendors");

    public ChaosPlan {
        if (!SQLITE.equals(database) && !"postgres".equals(database)) {
            throw new IllegalArgumentException("--database is sqlite or postgres");
        }
        if (tasks < 1 || kills < 0 || outages < 0 || replicas < 1) {
            throw new IllegalArgumentException("--tasks and --replicas are above zero, --kills and --outages not below");
        }
        if (vendors != 1 && vendors != 2) {
            throw new IllegalArgumentException("--vendors is 1 or 2");
        }
        if (SQLITE.equals(database) && replicas > 1) {
            throw new IllegalArgumentException("SQLite has one process");
        }
    }

    boolean severalVendors() {
        return vendors > 1;
    }

    /** How often a vendor's port is closed while the wishes come in. */
    int closings() {
        return severalVendors() ? Math.max(3, kills / 2) : 0;
    }

    /**
     * The answer with which the first of two vendors refuses a key for this wish; null: it refuses none. For some wishes in a
     * row it refuses one key, mostly the same one, because a refused key rests for longer than most gateways live here.
     *
     * @param key the number of the key
     */
    Mood refusal(int wish, int key) {
        Random chance = chance("spell", wish / SPELL);
        int refused = chance.nextInt(4) == 0 ? 1 : 0;
        Mood mood = Mood.OF_ACCOUNT.get(chance.nextInt(Mood.OF_ACCOUNT.size()));
        int begin = chance.nextInt(SPELL / 2);
        int place = wish % SPELL;
        return key == refused && place >= begin && place < begin + SPELL / 2 ? mood : null;
    }

    boolean sqlite() {
        return SQLITE.equals(database);
    }

    /** The form that is part of every build. */
    static ChaosPlan brief(long seed, String database, int vendors) {
        boolean sqlite = SQLITE.equals(database);
        return new ChaosPlan(seed, 280, 10, sqlite ? 3 : 4, database, sqlite ? 1 : 2,
                sqlite ? List.of() : List.of(Duration.ZERO, Duration.ofSeconds(3)), vendors, Duration.ofSeconds(4),
                Duration.ofSeconds(60));
    }

    /** Words such as {@code --seed 7 --tasks 10000}; what is not said is the long form's default. */
    static ChaosPlan of(long seed, String... words) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < words.length; i += 2) {
            if (!OPTIONS.contains(words[i]) || i + 1 == words.length) {
                throw new IllegalArgumentException("what is " + words[i] + "?");
            }
            given.put(words[i], words[i + 1]);
        }
        String database = given.getOrDefault("--database", SQLITE);
        int replicas = Integer.parseInt(given.getOrDefault("--replicas", SQLITE.equals(database) ? "1" : "3"));
        String clocks = SQLITE.equals(database) ? "0" : "0,3,30";
        return new ChaosPlan(Long.parseLong(given.getOrDefault("--seed", String.valueOf(seed))),
                Integer.parseInt(given.getOrDefault("--tasks", "10000")),
                Integer.parseInt(given.getOrDefault("--kills", "50")),
                Integer.parseInt(given.getOrDefault("--outages", "20")), database, replicas,
                Arrays.stream(given.getOrDefault("--clocks", clocks).split(",")).limit(replicas).map(Long::parseLong)
                        .map(Duration::ofSeconds).toList(),
                Integer.parseInt(given.getOrDefault("--vendors", "1")), Duration.ofSeconds(30), Duration.ofSeconds(180));
    }

    /** Chance for this purpose and number: the same in every run with this seed, whoever asks first. */
    Random chance(String purpose, long number) {
        long mixed = seed * 0x9E3779B97F4A7C15L + purpose.hashCode() * 0xC2B2AE3D27D4EB4FL + number * 0x165667B19E3779F9L;
        return new Random(mixed ^ (mixed >>> 29));
    }
}
