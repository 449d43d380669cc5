package dev.zoetrope.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How far the wall clock of the gateway in each place is off; all show the right time where it cannot be shifted. */
final class Clocks {
    private final List<Duration> offsets;
    private final Optional<ShiftedClock> shifted;

    private Clocks(List<Duration> offsets, Optional<ShiftedClock> shifted) {
        this.offsets = offsets;
        this.shifted = shifted;
    }

    /** @param home where the library is built, if the plan shifts a clock */
    static Clocks of(ChaosPlan plan, Path home) throws IOException, InterruptedException {
        boolean right = plan.clocks().stream().allMatch(Duration::isZero);
        return new Clocks(plan.clocks(),
                right ? Optional.empty() : ShiftedClock.in(Files.createDirectories(home.resolve("clock"))));
    }

    /** The environment that shifts the clock of the gateway in this place. */
    Map<String, String> settings(int place) {
        Duration offset = place < offsets.size() ? offsets.get(place) : Duration.ZERO;
        return offset.isZero() ? Map.of() : shifted.map(clock -> clock.settings(offset)).orElse(Map.of());
    }

    /** For the report: the offsets, or that they were left out. */
    @Override
    public String toString() {
        if (offsets.stream().allMatch(Duration::isZero)) {
            return "right";
        }
        return shifted.isEmpty() ? "left out: no C compiler"
                : offsets.stream().map(offset -> "%+d s".formatted(offset.toSeconds())).collect(Collectors.joining(", "));
    }
}
