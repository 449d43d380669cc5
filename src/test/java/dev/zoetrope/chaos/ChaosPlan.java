package dev.zoetrope.chaos;

import java.time.Duration;
import java.util.Random;

/**
 * What one run is to be.
 *
 * @param seed decides everything that is left to chance
 * @param tasks wishes of callers, each to be fulfilled once
 * @param kills how often a gateway is killed; half of them while the wishes come in, half while the renders end
 * @param database {@code sqlite} or {@code postgres}
 * @param replicas gateways on one database; 1 on SQLite
 * @param ending over how long the renders end, once they may
 * @param patience how long the last task may take after the last kill
 */
public record ChaosPlan(long seed, int tasks, int kills, String database, int replicas, Duration ending,
        Duration patience) {

    /** Part of all answers of the vendor that are reset, delayed, garbled or refused. */
    static final double FAULTS = 0.05;

    public ChaosPlan {
        boolean sqlite = "sqlite".equals(database);
        if (!sqlite && !"postgres".equals(database)) {
            throw new IllegalArgumentException("--database is sqlite or postgres");
        }
        if (tasks < 1 || kills < 0 || replicas < 1 || (sqlite && replicas > 1)) {
            throw new IllegalArgumentException("--tasks and --replicas are above zero, and SQLite has one process");
        }
    }

    /** The form that is part of every build. */
    static ChaosPlan brief(long seed) {
        return new ChaosPlan(seed, 280, 10, "sqlite", 1, Duration.ofSeconds(4), Duration.ofSeconds(60));
    }

    /** Words such as {@code --seed 7 --tasks 10000}; what is not said is the long form's default. */
    static ChaosPlan of(long seed, String... words) {
        int tasks = 10_000;
        int kills = 50;
        String database = "sqlite";
        int replicas = 0;
        for (int i = 0; i + 1 < words.length; i += 2) {
            switch (words[i]) {
                case "--seed" -> seed = Long.parseLong(words[i + 1]);
                case "--tasks" -> tasks = Integer.parseInt(words[i + 1]);
                case "--kills" -> kills = Integer.parseInt(words[i + 1]);
                case "--database" -> database = words[i + 1];
                case "--replicas" -> replicas = Integer.parseInt(words[i + 1]);
                default -> throw new IllegalArgumentException("what is " + words[i] + "?");
            }
        }
        if (replicas == 0) {
            replicas = "sqlite".equals(database) ? 1 : 3;
        }
        return new ChaosPlan(seed, tasks, kills, database, replicas, Duration.ofSeconds(30), Duration.ofSeconds(180));
    }

    /** Chance for this purpose and number: the same in every run with this seed, whoever asks first. */
    Random chance(String purpose, long number) {
        long mixed = seed * 0x9E3779B97F4A7C15L + purpose.hashCode() * 0xC2B2AE3D27D4EB4FL + number * 0x165667B19E3779F9L;
        return new Random(mixed ^ (mixed >>> 29));
    }
}
