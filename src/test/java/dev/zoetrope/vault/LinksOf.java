package dev.zoetrope.vault;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Links as another package's test needs them, with the default settings and a key of no importance. */
public final class LinksOf {
    private LinksOf() {
    }

    public static Links clock(Clock clock) {
        return new Links(new byte[32], Optional.empty(), Settings.with(Map.of()), clock);
    }
}
