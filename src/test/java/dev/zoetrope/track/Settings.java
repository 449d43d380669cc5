package dev.zoetrope.track;

import java.time.Duration;
import java.util.Map;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;

/** The settings as the application reads them, with some changed. */
public final class Settings {
    private Settings() {
    }

    public static TrackConfig with(Map<String, String> changed) {
        return new SmallRyeConfigBuilder().withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(MemorySize.class, 200, new MemorySizeConverter()).withMapping(TrackConfig.class)
                .withDefaultValues(changed).build().getConfigMapping(TrackConfig.class);
    }

    public static TrackConfig defaults() {
        return with(Map.of());
    }
}
