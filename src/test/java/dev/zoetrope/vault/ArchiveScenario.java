package dev.zoetrope.vault;

import java.util.HashMap;
import java.util.Map;

import dev.zoetrope.fake.WithFakeVendor;

/** A gateway with short poll intervals, a small largest file size and short time limits. */
public class ArchiveScenario extends WithFakeVendor {
    @Override
    public Map<String, String> tightened() {
        Map<String, String> settings = new HashMap<>(Map.of("zoetrope.track.min-interval", "20ms",
                "zoetrope.track.max-interval", "100ms", "zoetrope.track.interval", "50ms", "test.track.pace", "10ms",
                "test.track.retention-interval", "100ms", "zoetrope.vault.max-file", "1M",
                "zoetrope.vault.first-back-off", "50ms", "zoetrope.vault.longest-back-off", "200ms",
                "test.vault.idle-timeout", "500ms", "test.vault.dead-after", "10s"));
        // On a machine busy with other tests, a short timeout would make the outcome of a create unknown.
        settings.putAll(Map.of("zoetrope.upstream.connect-timeout", "10s", "zoetrope.upstream.read-timeout", "30s",
                "zoetrope.submit.wait", "60s", "zoetrope.vault.mode", "disk"));
        settings.putAll(extraSettings());
        return settings;
    }

    public Map<String, String> extraSettings() {
        return Map.of();
    }

    /** On-demand mode. */
    public static class OnDemand extends ArchiveScenario {
        @Override
        public Map<String, String> extraSettings() {
            return Map.of("zoetrope.track.mode", "on-demand", "zoetrope.public-url", "https://films.example.com/");
        }
    }
}
